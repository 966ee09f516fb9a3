export { createSqs } from './create-sqs';
export type { SqsOptions } from './sqs-state';
