import type { Json, JsonObject } from '../asl/definition';

/** A resource as it stands in the synthesised output: references not yet resolved. */
export interface SynthesisedResource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly arguments: JsonObject;
  /** Addresses of the resources it names in `depends_on`. */
  readonly dependsOn: readonly string[];
}

/** One stack of the synthesised output. */
export interface SynthesisedApp {
  /** Folder of cdk.tf.json; its name is the environment. */
  readonly stackFolder: string;
  readonly environment: string;
  readonly region: string;
  readonly resources: readonly SynthesisedResource[];
  /** Outputs by name, references not yet resolved. */
  readonly outputs: Readonly<Record<string, Json>>;
}

/** Reads `<stackFolder>/cdk.tf.json`. Refuses by name what the closed language of the stacks does not have. */
export function loadSynthesisedApp(_stackFolder: string): SynthesisedApp {
  throw new Error('not built yet');
}
