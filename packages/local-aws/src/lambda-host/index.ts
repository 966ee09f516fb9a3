export type { FunctionConfiguration } from './function-configuration';
export { type LogEvent, logEventsFile } from './function-log';
export { createLambdaHost, type InvocationAnswer, type InvocationRequest, type LambdaHost } from './lambda-host';
export { type UnpackedBundle, unpackBundle } from './unpack-bundle';
