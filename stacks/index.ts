export { checkedDefinition } from './checked-definition';
export { DocumentPipelineStack, type DocumentPipelineStackOptions } from './document-pipeline-stack';
export { explained } from './explained';
