export { createLambdaHost, type InvocationAnswer, type InvocationRequest, type LambdaHost } from './lambda-host';
export type { FunctionConfiguration } from './function-configuration';
export { unpackBundle, type UnpackedBundle } from './unpack-bundle';
