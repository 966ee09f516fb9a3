export {
  type BundleFunctionsOptions,
  bundleFunctions,
  cachedBundles,
  type FunctionBundle,
  type FunctionBundles,
} from './bundle-functions';
export { functionNames } from './function-names';
