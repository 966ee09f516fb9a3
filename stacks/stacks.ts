export { App } from 'cdktf';
export { loadEnvironments } from '../environments';
export { checkedDefinition } from './synthesis/checked-definition';
export { DocumentPipelineStack, type DocumentPipelineStackOptions } from './document-pipeline-stack';
