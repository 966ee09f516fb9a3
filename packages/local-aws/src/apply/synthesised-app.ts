import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { LocalAccount } from '../local-account';

/** A resource of the synthesised output, with references not yet resolved. */
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
  /** Addresses of the resources that `--without` has left out. */
  readonly leftOut?: readonly string[];
}

/** The output with the sources of application inference profiles, as JSON. They are in no other part of a stack. */
const profileSourcesOutput = 'inference_profile_sources';

/** The account ID of the local environment. */
const localAccount = '123456789012';

/** Reads `<stackFolder>/cdk.tf.json`. Throws an error that names what the stacks may not use. */
export function loadSynthesisedApp(stackFolder: string): SynthesisedApp {
  const file = path.join(stackFolder, 'cdk.tf.json');
  const root = readStack(file);
  refuseOtherBlocks(root, file);
  checkDataSources(objectAt(root, 'data'), file);
  return {
    stackFolder,
    environment: path.basename(path.resolve(stackFolder)),
    region: regionOf(root, file),
    resources: readResources(objectAt(root, 'resource')),
    outputs: Object.fromEntries(
      Object.entries(objectAt(root, 'output')).map(([name, output]) => [name, outputValue(output)]),
    ),
  };
}

/** The target of a stack that is applied locally: partition `aws` and an example account ID. */
export function localAccountOf(app: SynthesisedApp, stateFolder: string): LocalAccount {
  const { stackFolder, region, outputs } = app;
  const sources = outputs[profileSourcesOutput];
  return {
    partition: 'aws',
    region,
    account: localAccount,
    stackFolder,
    stateFolder,
    ...(typeof sources === 'string' ? { profileSources: JSON.parse(sources) as Record<string, string> } : {}),
  };
}

function readStack(file: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`the synthesised stack ${file} cannot be read (${why}); \`npm run synth\` writes it`);
  }
  const root: Json = JSON.parse(text);
  if (!isJsonObject(root)) throw new UserError(`${file} must hold a JSON object`);
  return root;
}

/** Blocks that are applied, or have no effect locally. */
const knownBlocks = new Set(['//', 'terraform', 'provider', 'data', 'resource', 'output']);

function refuseOtherBlocks(root: JsonObject, file: string): void {
  for (const name of Object.keys(root)) {
    if (!knownBlocks.has(name))
      throw new UserError(`${file}: a block of kind \`${name}\` is not part of the stacks' closed language`);
  }
}

/** The data sources that do not need AWS. */
export const knownDataSources: readonly string[] = ['aws_caller_identity', 'aws_partition', 'aws_region'];

function checkDataSources(data: JsonObject, file: string): void {
  for (const [type, byName] of Object.entries(data)) {
    if (knownDataSources.includes(type)) continue;
    const names = isJsonObject(byName) ? Object.keys(byName) : [];
    throw new UserError(
      `${file}: the data source data.${type}.${names[0] ?? ''} is not implemented locally; known are ${knownDataSources.join(', ')}`,
    );
  }
}

function regionOf(root: JsonObject, file: string): string {
  const aws = objectAt(root, 'provider')['aws'];
  const configurations = (Array.isArray(aws) ? aws : [aws]).filter((item): item is JsonObject => isJsonObject(item));
  const [only] = configurations;
  if (only === undefined || configurations.length > 1)
    throw new UserError(`${file}: exactly one aws provider is expected, there are ${configurations.length}`);
  const region = only['region'];
  if (typeof region !== 'string' || region.includes('${'))
    throw new UserError(`${file}: the aws provider must name its region, it says ${JSON.stringify(region)}`);
  return region;
}

/** Meta-arguments that would need Terraform's own evaluation. */
const refusedMetaArguments = ['count', 'for_each', 'provider', 'provisioner', 'connection'];
/** Meta-arguments that order or protect; they are not arguments of the resource. */
const strippedMetaArguments = new Set(['//', 'depends_on', 'lifecycle', 'timeouts']);

function readResources(byType: JsonObject): readonly SynthesisedResource[] {
  return Object.keys(byType).flatMap((type) => {
    const byName = objectAt(byType, type);
    return Object.keys(byName).map((name) => readResource(type, name, objectAt(byName, name)));
  });
}

function readResource(type: string, name: string, all: JsonObject): SynthesisedResource {
  const address = `${type}.${name}`;
  for (const refused of refusedMetaArguments) {
    if (refused in all) throw new UserError(`${address}: \`${refused}\` is not part of the stacks' closed language`);
  }
  const dependsOn = all['depends_on'];
  return {
    address,
    type,
    name,
    arguments: Object.fromEntries(
      Object.entries(all).filter(([key, value]) => !strippedMetaArguments.has(key) && value !== null),
    ),
    dependsOn: Array.isArray(dependsOn) ? dependsOn.filter((item): item is string => typeof item === 'string') : [],
  };
}

function outputValue(output: Json): Json {
  return isJsonObject(output) && output['value'] !== undefined ? output['value'] : null;
}

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isJsonObject(value) ? value : {};
}
