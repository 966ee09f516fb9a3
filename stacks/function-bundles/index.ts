export { type BundleFunctionsOptions, bundleFunctions, type FunctionBundle } from './bundle-functions';
export { type FunctionName, functionNames } from './function-names';
