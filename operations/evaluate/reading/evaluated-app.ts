import { isJsonObject, type Json, type JsonObject, memberOf } from '@document-pipelines/asl/definition';
import { compileJsonataTemplate } from '@document-pipelines/asl/expressions';
import { systemRandom } from '@document-pipelines/asl/interpreter';
import type { SynthesisedApp } from '@document-pipelines/local-aws/apply';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import type { KnownNames } from '../dataset/expectation';
import { digestOf } from '../digest';

/** The state machine that reads documents. */
export const machineName = 'document-pipeline';
const machineAddress = `aws_sfn_state_machine.${machineName}`;

/** The parts of a synthesised stack that an evaluation uses. */
export interface EvaluatedApp {
  readonly app: SynthesisedApp;
  /** The state machine's definition. References of Terraform are not resolved. */
  readonly definition: JsonObject;
  /** The model that the environment is configured with. */
  readonly modelId: string;
  /** The versions of the prompts by name: `v2 sha256:0123456789ab`. */
  readonly prompts: Readonly<Record<string, string>>;
  /** Parameters and location of the model's calls. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** Digest of the functions used to read and check documents: their code, variables and limits. */
  readonly functions: string;
  readonly known: KnownNames;
}

/** Reads the stack. Throws CannotRunError if its pipeline does not read documents as is expected here. */
export function evaluatedApp(app: SynthesisedApp): EvaluatedApp {
  const machine = app.resources.find(({ address }) => address === machineAddress);
  const definition: Json = JSON.parse(String(machine?.arguments['definition'] ?? 'null'));
  const request = at(definition, ['States', 'EnrichDocument', 'Arguments']);
  const tool = at(request, ['ToolConfig', 'Tools', 0, 'ToolSpec', 'InputSchema', 'Json', 'properties']);
  const fields = at(tool, ['fields', 'properties']);
  const columns = at(fields, ['lineItems', 'items', 'properties']);
  const types = evaluatedAlone(at(tool, ['documentType', 'enum']));
  if (!isJsonObject(definition) || !isJsonObject(request) || !isJsonObject(fields) || !Array.isArray(types))
    throw new CannotRunError(`${machineName} has no state EnrichDocument whose tool records documentType and fields`);
  return {
    app,
    definition,
    modelId: String(request['ModelId']),
    prompts: promptsIn(definition),
    settings: { region: app.region, ...scalars(request['InferenceConfig']) },
    functions: functionsDigest(app, String(machine?.arguments['definition'])),
    known: {
      fields: Object.keys(fields).filter((name) => name !== 'lineItems'),
      columns: isJsonObject(columns) ? Object.keys(columns) : [],
      types: types.map(String),
    },
  };
}

/** The value of an expression that needs neither input nor variables. */
function evaluatedAlone(value: Json | undefined): Json | undefined {
  if (value === undefined) return undefined;
  const template = compileJsonataTemplate(value, 'enum');
  return template.evaluate({ states: {}, variables: {}, random: systemRandom, now: Date.now });
}

/** The same stack with another definition. */
export function withDefinition(app: SynthesisedApp, definition: JsonObject): SynthesisedApp {
  const resources = app.resources.map((resource) =>
    resource.address === machineAddress
      ? { ...resource, arguments: { ...resource.arguments, definition: JSON.stringify(definition) } }
      : resource,
  );
  return { ...app, resources };
}

/** What the stored document names as the versions of its prompts. */
function promptsIn(definition: JsonObject): Readonly<Record<string, string>> {
  const prompts = at(definition, ['States', 'StoreDocument', 'Arguments', 'Body', 'model', 'prompts']);
  return Object.fromEntries(
    Object.entries(isJsonObject(prompts) ? prompts : {}).map(([name, version]) => [name, String(version)]),
  );
}

/** Textract's notices reach it; the definition does not name it. */
const readsNotices = 'complete-extraction';

function functionsDigest({ resources }: SynthesisedApp, definition: string): string {
  const named = resources.filter(
    ({ type, name, address }) =>
      type === 'aws_lambda_function' && (name === readsNotices || definition.includes(`\${${address}.`)),
  );
  return digestOf(
    named.map(({ name, arguments: { source_code_hash, environment, memory_size, timeout } }) => [
      name,
      { source_code_hash, environment, memory_size, timeout },
    ]),
  );
}

function at(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isJsonObject(inner) ? memberOf(inner, String(key)) : undefined;
  }, value);
}

function scalars(value: Json | undefined): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(isJsonObject(value) ? value : {}).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}
