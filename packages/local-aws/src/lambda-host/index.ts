export type { FunctionConfiguration } from './function-configuration';
export { createLambdaHost, type InvocationAnswer, type InvocationRequest, type LambdaHost } from './lambda-host';
export { type UnpackedBundle, unpackBundle } from './unpack-bundle';
