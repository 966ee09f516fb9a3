export {
  type BundleFunctionsOptions,
  bundleFunctions,
  cachedBundles,
  type FunctionBundle,
  type FunctionBundles,
} from './bundle-functions';
export { bundleInThread } from './bundle-in-thread';
export { functionNames } from './function-names';
