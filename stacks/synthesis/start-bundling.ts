import {
  type BundleFunctionsOptions,
  bundleFunctions,
  cachedBundles,
  type FunctionBundle,
  type FunctionBundles,
  functionNames,
} from '../function-bundles';

/** The functions' bundles, which constructs can be made from before they are there. */
export interface Bundling {
  /** By name. The paths and hashes of zips can be read when `bundled` is fulfilled. */
  readonly bundles: FunctionBundles;
  /** Rejected with what `bundleFunctions` throws. */
  readonly bundled: Promise<void>;
}

/** Takes the bundles from the cache, or lets esbuild's process make them while everything else is loaded, checked and composed here. */
export function startBundling(options: BundleFunctionsOptions): Bundling {
  const cached = cachedBundles(options);
  if (cached !== undefined) return { bundles: cached, bundled: Promise.resolve() };
  let made: FunctionBundles | undefined;
  const bundled = bundleFunctions(options).then((bundles) => {
    made = bundles;
  });
  // A definition's mistake may come first: then nobody awaits this.
  bundled.catch(() => undefined);
  const madeOf = (name: string): FunctionBundle => {
    const bundle = made?.[name];
    if (bundle === undefined) throw new Error(`the bundle of ${name} is read before it is made`);
    return bundle;
  };
  const entries = functionNames(options.functionsFolder).map(
    (name) => [name, bundleToCome(() => madeOf(name))] as const,
  );
  return { bundles: Object.fromEntries(entries), bundled };
}

function bundleToCome(made: () => FunctionBundle): FunctionBundle {
  return {
    handler: 'index.handler',
    get zipPath() {
      return made().zipPath;
    },
    get sha256Base64() {
      return made().sha256Base64;
    },
  };
}
