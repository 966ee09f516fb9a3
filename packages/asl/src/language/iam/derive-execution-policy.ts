import {
  isJsonObject,
  type Json,
  type MapState,
  memberOf,
  optimizedIntegrations,
  type ParsedResource,
  type TaskState,
} from '../definition';
import { type ParsedDefinition, type Substitutions, withoutLeftOut } from '../load';
import { argumentValue } from './argument-value';
import { calledResource } from './called-resource';
import { type DeploymentTarget, roleArn } from './deployment-target';
import { distributedMapGrants } from './distributed-map';
import type { Grant, ReasonedGrant, UnknownCall } from './grant';
import { integrationRules } from './integrations';
import { functionResources } from './integrations/functions-and-messages';
import { usedKeys } from './integrations/used-keys';
import { asIamEvaluates } from './known-actions';
import { type Observability, observabilityGrants } from './observability';
import { sdkGrants } from './sdk/sdk-rule';
import { type DerivedStatement, mergeGrants } from './statements';
import { argumentsOf, givenArguments, resourcesNamed, type ServiceCall } from './task-call';

/** What an execution role must be allowed to do, and why. */
export interface DerivedPolicy {
  readonly statements: readonly DerivedStatement[];
  /** What the definition calls without that it is known what for; no statement allows it. */
  readonly unknown: readonly UnknownCall[];
}

/** A definition, parsed from a file or as JSON; it may still have placeholders. */
export type PolicySource = Pick<ParsedDefinition, 'value'> | { readonly States: unknown; readonly StartAt: unknown };

/**
 * Derives the least permissions that the execution role needs from what the definition calls. Literals get their ARNs
 * by rule, a placeholder gets the ARNs that its substitution names, an expression the narrowest pattern that is known
 * of it. A statement on `*` has a Sid that begins `AnyResourceBecause…`. `place` may hold Terraform tokens. Several
 * substitutions result in one policy that allows each of them: those of today, and those of former deployments.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html
 */
export function deriveExecutionPolicy(
  source: PolicySource,
  substitutions: Substitutions | readonly Substitutions[],
  target: DeploymentTarget,
  observability: Observability = {},
): DerivedPolicy {
  const written = 'value' in source ? source.value : (source as unknown as Json);
  const needs = [substitutions].flat().flatMap((each) => {
    const context: Context = { substitutions: each as Substitutions, target };
    return scopeNeeds(withoutLeftOut(written, context.substitutions), context);
  });
  const grants = needs.flatMap((need) => ('actions' in need ? asIamEvaluates(need) : []));
  const unknown = needs.flatMap((need) => ('actions' in need ? [] : [need]));
  const statements = mergeGrants([...grants, ...observabilityGrants(observability, target)]);
  return { statements, unknown: distinct(unknown) };
}

type Need = ReasonedGrant | UnknownCall;

function distinct(calls: readonly UnknownCall[]): UnknownCall[] {
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}

interface Context {
  readonly substitutions: Substitutions;
  readonly target: DeploymentTarget;
}

function scopeNeeds(scope: Json | undefined, context: Context): readonly Need[] {
  const states = isJsonObject(scope) ? scope['States'] : undefined;
  if (!isJsonObject(states)) return [];
  return Object.entries(states).flatMap(([name, state]) => stateNeeds(name, state, context));
}

function stateNeeds(name: string, state: Json, context: Context): readonly Need[] {
  if (!isJsonObject(state)) return [];
  if (state['Type'] === 'Task') return taskNeeds(name, state as unknown as TaskState, context);
  if (state['Type'] === 'Parallel' && Array.isArray(state['Branches'])) {
    return (state['Branches'] as readonly Json[]).flatMap((branch) => scopeNeeds(branch, context));
  }
  if (state['Type'] !== 'Map') return [];
  const own = distributedMapGrants(name, state as unknown as MapState, context.target, context.substitutions);
  return [...own, ...scopeNeeds(state['ItemProcessor'] ?? state['Iterator'], context)];
}

/** A Task with Credentials calls as another role: the machine's own role only assumes that one. */
function taskNeeds(name: string, state: TaskState, context: Context): readonly Need[] {
  const { substitutions, target } = context;
  if (typeof state.Resource !== 'string') return [];
  if (state.Credentials !== undefined) {
    const role = argumentsOf(state.Credentials, substitutions).value('RoleArn');
    const resources = resourcesNamed(role, (roleName) => roleArn(target, roleName));
    return [{ actions: ['sts:AssumeRole'], resources, reason: `${name} calls with the credentials of another role` }];
  }
  const called = calledResource(state.Resource, substitutions);
  switch (called.kind) {
    case 'activity':
      return [];
    case 'service':
      return serviceNeeds(name, state, called, context);
    case 'function': {
      const value = argumentValue(state.Resource, substitutions);
      const named = value.kind === 'arns' ? value : ({ kind: 'text', text: called.arn, isArn: true } as const);
      const resources = functionResources(target, named);
      return [{ actions: ['lambda:InvokeFunction'], resources, reason: `${name} calls its function` }];
    }
    default:
      return [{ state: name, ...called }];
  }
}

function serviceNeeds(
  name: string,
  state: TaskState,
  resource: Extract<ParsedResource, { kind: 'service' }>,
  { substitutions, target }: Context,
): readonly Need[] {
  const { service, operation, sdk, pattern } = resource;
  const call: ServiceCall = {
    service,
    operation,
    pattern,
    target,
    arguments: argumentsOf(givenArguments(state), substitutions),
    handledErrors: handledErrors([state.Retry, state.Catch] as readonly Json[]),
  };
  const written = `${sdk ? 'aws-sdk:' : ''}${service}:${operation}`;
  const grants = sdk ? sdkGrants(call) : optimizedGrants(call);
  if (grants === undefined) return [{ kind: 'action', state: name, call: written }];
  const reason = `${name} calls ${written}${pattern === 'requestResponse' ? '' : `.${pattern}`}`;
  return grants.map((grant) => ({ ...grant, reason }));
}

/** A definition with mistakes may have anything there. */
function handledErrors(handlers: readonly Json[]): string[] {
  const errors = handlers.flat().flatMap((each) => (isJsonObject(each) ? (each['ErrorEquals'] ?? []) : []));
  return errors.filter((each) => typeof each === 'string');
}

function optimizedGrants(call: ServiceCall): readonly Grant[] | undefined {
  const key = `${call.service}:${call.operation}`;
  const rule = memberOf(integrationRules, key);
  if (rule !== undefined) return [...rule(call), ...usedKeys(call)];
  return Object.hasOwn(optimizedIntegrations, key) ? sdkGrants(call) : undefined;
}
