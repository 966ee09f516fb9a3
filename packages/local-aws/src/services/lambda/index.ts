export { createLambda, type Lambda } from './create-lambda';
export type { LambdaOptions } from './lambda-context';
