import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';

/** A resource (or data source) of a stack. */
export interface Resource {
  readonly address: string;
  readonly type: string;
  readonly arguments: JsonObject;
}

/** A statement of a policy in a stack. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: Json;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** The cdk.tf.json of an environment, with queries. */
export class SynthesisedStack {
  readonly environment: string;
  readonly text: string;
  readonly json: JsonObject;
  readonly resources: readonly Resource[];
  readonly data: readonly Resource[];

  constructor(readonly folder: string) {
    this.environment = basename(folder);
    this.text = readFileSync(join(folder, 'cdk.tf.json'), 'utf8');
    this.json = JSON.parse(this.text) as JsonObject;
    this.resources = resourcesIn(this.json['resource']);
    this.data = resourcesIn(this.json['data']).map((each) => ({ ...each, address: `data.${each.address}` }));
  }

  /** Returns the resource at an address. Throws an Error if it does not exist. */
  at(address: string): Resource {
    const resource = this.resources.find((each) => each.address === address);
    if (resource === undefined) throw new Error(`${this.environment} has no ${address}`);
    return resource;
  }

  ofType(...types: readonly string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  argumentsOf(...types: readonly string[]): JsonObject[] {
    return argumentsOf(this.resources, ...types);
  }

  statements(): (Statement & { at: string })[] {
    return this.resources.flatMap((resource) =>
      statementsOf(resource).map((each) => ({ at: resource.address, ...each })),
    );
  }

  /** Returns addresses of a type's resources to which no companion refers in the argument. */
  without(companion: { type: string; argument: string }, type: string): string[] {
    const referred = this.argumentsOf(companion.type).flatMap((given) =>
      templatesIn(String(given[companion.argument])),
    );
    const addresses = this.ofType(type).map(({ address }) => address);
    return addresses.filter((address) => !referred.some((expression) => expression.startsWith(`${address}.`)));
  }
}

/** Returns the arguments of the resources of these types. */
export function argumentsOf(resources: readonly Resource[], ...types: readonly string[]): JsonObject[] {
  return resources.flatMap(({ type, arguments: given }) => (types.includes(type) ? [given] : []));
}

/** Returns the name in an address: `document-pipeline` of `aws_sfn_state_machine.document-pipeline`. */
export function nameIn(address: string): string {
  return address.slice(address.indexOf('.') + 1);
}

/** Returns the statements of every policy that a resource holds. */
export function statementsOf(resource: Resource): Statement[] {
  const texts = ['policy', 'assume_role_policy'].map((argument) => resource.arguments[argument]);
  return texts.flatMap((text) =>
    typeof text === 'string' ? (JSON.parse(text) as { Statement: Statement[] }).Statement : [],
  );
}

/** Returns every string in a value. */
export function stringsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((item: Json) => stringsIn(item));
  return isJsonObject(value) ? Object.values(value).flatMap(stringsIn) : [];
}

/** Returns the templates that Terraform would evaluate in a string; `$${` and `%%{` are escapes. */
export function templatesIn(text: string): string[] {
  const expressions = text.replaceAll('$${', '').replaceAll('%%{', '');
  return [...expressions.matchAll(/\$\{([^}]*)\}/g), ...expressions.matchAll(/(%\{[^}]*)/g)].map(
    (match) => match[1] ?? '',
  );
}

/** Returns the address that an expression refers to; undefined for anything but a plain reference to an attribute. */
export function addressIn(expression: string): string | undefined {
  return /^(?<address>(data\.)?[a-z0-9_]+\.[a-z][a-z0-9-]*)\.[a-z_]+$/.exec(expression)?.groups?.['address'];
}

/** Returns the addresses that a resource depends on, in its arguments or by name. */
export function dependenciesOf(resource: Resource): string[] {
  const expressions = stringsIn(resource.arguments).flatMap(templatesIn);
  const named = (resource.arguments['depends_on'] as readonly string[] | undefined) ?? [];
  return [...expressions.map((expression) => addressIn(expression) ?? expression), ...named];
}

function resourcesIn(block: Json | undefined): Resource[] {
  const types = (block ?? {}) as Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  return Object.entries(types).flatMap(([type, named]) =>
    Object.entries(named).map(([name, { '//': _, ...given }]) => ({
      address: `${type}.${name}`,
      type,
      arguments: given,
    })),
  );
}

/** Returns the string with the values that Terraform knows when it plans: partition aws, region us-east-1, account 123456789012. */
export function inAccount(text: string): string {
  return text
    .replaceAll('${data.aws_partition.current.partition}', 'aws')
    .replaceAll('${data.aws_region.current.region}', 'us-east-1')
    .replaceAll('${data.aws_caller_identity.current.account_id}', '123456789012');
}
