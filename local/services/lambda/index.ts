export { createLambda, type Lambda, type LambdaOptions } from './create-lambda';
