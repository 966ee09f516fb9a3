export { type BundleFunctionsOptions, bundleFunctions, type FunctionBundle } from './bundle-functions';
export { functionNames } from './function-names';
