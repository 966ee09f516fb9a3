export { App } from 'cdktf';
export { loadEnvironments } from '../environments';
export { PipelinesStack, type PipelinesStackOptions } from './pipelines-stack';
export { checkedDefinitions } from './synthesis/checked-definitions';
