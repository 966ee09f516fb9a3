import { setImmediate } from 'node:timers/promises';
import { type Json, type JsonObject, memberOf } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import {
  inertResourceTypes,
  type ResourceContext,
  type ResourceType,
  type ResourceTypes,
  withoutEffect,
} from '../kinds';
import type { LocalAccount } from '../local-account';
import { ServiceError } from '../services/service';
import { addressOf, inDependencyOrder } from './dependency-order';
import { type ArgumentLocation, describe, formatReference, type Reference, resolveReferences } from './references';
import type { SynthesisedApp, SynthesisedResource } from './synthesised-app';

/** The result of applying a stack. */
export interface AppliedApp {
  readonly outputs: Readonly<Record<string, Json>>;
  /** Attributes by resource address, arguments included. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Resources without effect in the local environment. */
  readonly withoutLocalEffect: readonly ResourceWithoutEffect[];
}

/** A resource without effect in the local environment, and why. */
export interface ResourceWithoutEffect {
  readonly address: string;
  /** Its type; if others of that type have an effect, with what distinguishes it. */
  readonly type: string;
  readonly why: string;
}

/**
 * Creates each resource in its local implementation, dependencies first. Throws an error that names the resource that cannot be
 * created.
 */
export async function applyApp<Context extends ResourceContext>(
  app: SynthesisedApp,
  kinds: ResourceTypes<Context>,
  context: Context,
): Promise<AppliedApp> {
  checkTypes(app, kinds);
  const attributes: Record<string, JsonObject> = {};
  const withoutLocalEffect: ResourceWithoutEffect[] = [];
  // Only resources without local effect refer to what is left out.
  const lookup = (steps: Reference, at: ArgumentLocation): Json =>
    app.leftOut?.includes(addressOf(steps) ?? '') === true
      ? `\${${formatReference(steps)}}`
      : lookUp(steps, at, attributes, context.localAccount);
  for (const resource of inDependencyOrder(app)) {
    // Most resources are created without a wait. Yield to other tasks, for example to the line that reports that this takes a moment.
    await setImmediate();
    const resolved = resolveReferences(
      resource.arguments,
      { owner: resource.address, argument: '' },
      lookup,
    ) as JsonObject;
    const inert = memberOf(inertResourceTypes, resource.type);
    const without = inert ?? memberOf(withoutEffect, resource.type)?.(resolved);
    if (without !== undefined) withoutLocalEffect.push(describeWithoutEffect(resource, without));
    const created =
      inert?.attributes(resolved, context.localAccount) ?? (await create(resource, resolved, kinds, context));
    attributes[resource.address] = { ...resolved, ...created };
  }
  const outputs = Object.entries(app.outputs).map(([name, value]) => [
    name,
    resolveReferences(value, { owner: `output.${name}`, argument: 'value' }, lookup),
  ]);
  return { outputs: Object.fromEntries(outputs), attributes, withoutLocalEffect };
}

function checkTypes({ resources }: SynthesisedApp, kinds: Readonly<Record<string, unknown>>): void {
  const unknown = resources.filter(
    ({ type }) => !Object.hasOwn(kinds, type) && !Object.hasOwn(inertResourceTypes, type),
  );
  if (unknown.length === 0) return;
  const types = [...new Set(unknown.map(({ type }) => type))];
  throw new UserError(
    `${types.join(', ')}: no local implementation (${unknown.map(({ address }) => address).join(', ')})`,
    {
      help: `leave them out of the local environment: ${types.map((type) => `--without ${type}`).join(' ')}`,
    },
  );
}

function describeWithoutEffect(
  { address, type }: SynthesisedResource,
  { why, which }: { readonly why: string; readonly which?: string },
): ResourceWithoutEffect {
  return { address, type: which === undefined ? type : `${type} ${which}`, why };
}

async function create<Context extends ResourceContext>(
  resource: SynthesisedResource,
  resolved: JsonObject,
  kinds: ResourceTypes<Context>,
  context: Context,
): Promise<Readonly<Record<string, Json>>> {
  const { address, type, name } = resource;
  try {
    return await (kinds[type] as ResourceType<Context>)({ address, type, name, arguments: resolved }, context);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isMistake = error instanceof UserError || error instanceof ServiceError;
    throw isMistake
      ? new UserError(message, { location: address, cause: error })
      : new Error(`${address}: ${message}`, { cause: error });
  }
}

function lookUp(
  steps: Reference,
  at: ArgumentLocation,
  attributes: Readonly<Record<string, JsonObject>>,
  localAccount: LocalAccount,
): Json {
  const address = addressOf(steps);
  const source = address === undefined ? dataSource(steps, at, localAccount) : memberOf(attributes, address);
  if (source === undefined)
    throw new UserError(
      `${describe(at)} refers to ${formatReference(steps)}, but ${address} is not a resource of this stack`,
    );
  const path = steps.slice(address === undefined ? 3 : 2);
  let value: Json | undefined = source;
  for (const step of path) value = childOf(value, step);
  if (value === undefined || path.length === 0) {
    const known = Object.keys(source).filter((name) => source[name] !== undefined);
    throw new UserError(
      `${describe(at)} refers to ${formatReference(steps)}, which the local implementation does not return; it has ${known.sort().join(', ')}`,
    );
  }
  return value;
}

function childOf(value: Json | undefined, step: string | number): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return Object.hasOwn(value, step) ? (value as JsonObject)[step] : undefined;
}

function dataSource(steps: Reference, at: ArgumentLocation, localAccount: LocalAccount): JsonObject {
  const { account, partition, region } = localAccount;
  const sources: Readonly<Record<string, JsonObject>> = {
    aws_caller_identity: {
      account_id: account,
      id: account,
      arn: `arn:${partition}:iam::${account}:root`,
      user_id: account,
    },
    aws_partition: { partition, id: partition, dns_suffix: 'amazonaws.com', reverse_dns_prefix: 'com.amazonaws' },
    aws_region: { region, name: region, id: region, endpoint: `ec2.${region}.amazonaws.com`, description: region },
  };
  const source = memberOf(sources, String(steps[1]));
  if (source === undefined)
    throw new UserError(
      `${describe(at)} refers to ${formatReference(steps)}: data.${steps[1]} is not implemented locally`,
    );
  return source;
}
