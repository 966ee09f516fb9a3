export { App } from 'cdktf';
export { loadEnvironments } from '../environments';
export { checkedDefinitions } from './synthesis/checked-definitions';
export { PipelinesStack, type PipelinesStackOptions } from './pipelines-stack';
