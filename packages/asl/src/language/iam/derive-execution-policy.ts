import {
  isJsonObject,
  type Json,
  type MapState,
  optimizedIntegrations,
  type ParsedResource,
  parseResource,
  type TaskState,
} from '../definition';
import {
  type ParsedDefinition,
  replacePlaceholders,
  type Substitutions,
  substitutionOf,
  withoutLeftOut,
} from '../load';
import { argumentValue } from './argument-value';
import { type DeploymentTarget, roleArn } from './deployment-target';
import { distributedMapGrants } from './distributed-map';
import { anyBecause, type Grant, pascalCase, type ReasonedGrant } from './grant';
import { integrationRules } from './integrations';
import { functionResources } from './integrations/functions-and-messages';
import { type Observability, observabilityGrants } from './observability';
import { sdkGrants } from './sdk/sdk-rule';
import { type DerivedStatement, mergeGrants } from './statements';
import { argumentsOf, givenArguments, resourcesNamed, type ServiceCall } from './task-call';

/** What an execution role must be allowed to do, and why. */
export interface DerivedPolicy {
  readonly statements: readonly DerivedStatement[];
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
  const grants = [substitutions].flat().flatMap((each) => {
    const context: Context = { substitutions: each as Substitutions, target };
    return scopeGrants(withoutLeftOut(written, context.substitutions), context);
  });
  return { statements: mergeGrants([...grants, ...observabilityGrants(observability, target)]) };
}

interface Context {
  readonly substitutions: Substitutions;
  readonly target: DeploymentTarget;
}

function scopeGrants(scope: Json | undefined, context: Context): ReasonedGrant[] {
  const states = isJsonObject(scope) ? scope['States'] : undefined;
  if (!isJsonObject(states)) return [];
  return Object.entries(states).flatMap(([name, state]) => stateGrants(name, state, context));
}

function stateGrants(name: string, state: Json, context: Context): ReasonedGrant[] {
  if (!isJsonObject(state)) return [];
  if (state['Type'] === 'Task') return taskGrants(name, state as unknown as TaskState, context);
  if (state['Type'] === 'Parallel' && Array.isArray(state['Branches'])) {
    return (state['Branches'] as readonly Json[]).flatMap((branch) => scopeGrants(branch, context));
  }
  if (state['Type'] !== 'Map') return [];
  const own = distributedMapGrants(name, state as unknown as MapState, context.target, context.substitutions);
  return [...own, ...scopeGrants(state['ItemProcessor'] ?? state['Iterator'], context)];
}

/** A Task with Credentials calls as another role: the machine's own role only assumes that one. */
function taskGrants(name: string, state: TaskState, context: Context): ReasonedGrant[] {
  const { substitutions, target } = context;
  if (typeof state.Resource !== 'string') return [];
  if (state.Credentials !== undefined) {
    const role = argumentsOf(state.Credentials, substitutions).value('RoleArn');
    const resources = resourcesNamed(role, (roleName) => roleArn(target, roleName));
    return [{ actions: ['sts:AssumeRole'], resources, reason: `${name} calls with the credentials of another role` }];
  }
  const resource = parseResource(resourceText(state.Resource, substitutions));
  if (resource?.kind === 'activity') return [];
  if (resource?.kind === 'service') return serviceGrants(name, state, resource, context);
  const resources = functionResources(target, argumentValue(state.Resource, substitutions));
  return [{ actions: ['lambda:InvokeFunction'], resources, reason: `${name} calls its function` }];
}

function resourceText(resource: string, substitutions: Substitutions): string {
  return replacePlaceholders(resource, (name) => {
    const substitution = substitutionOf(substitutions, name);
    return substitution === undefined ? undefined : String(substitution.value);
  });
}

function serviceGrants(
  name: string,
  state: TaskState,
  resource: Extract<ParsedResource, { kind: 'service' }>,
  { substitutions, target }: Context,
): ReasonedGrant[] {
  const { service, operation, sdk, pattern } = resource;
  const call: ServiceCall = {
    service,
    operation,
    pattern,
    target,
    arguments: argumentsOf(givenArguments(state), substitutions),
    handledErrors: handledErrors([state.Retry, state.Catch] as readonly Json[]),
  };
  const reason = `${name} calls ${sdk ? 'aws-sdk:' : ''}${service}:${operation}${pattern === 'requestResponse' ? '' : `.${pattern}`}`;
  const grants = sdk ? sdkGrants(call) : optimizedGrants(call);
  return grants.map((grant) => ({ ...grant, reason }));
}

/** A definition with mistakes may have anything there. */
function handledErrors(handlers: readonly Json[]): string[] {
  const errors = handlers.flat().flatMap((each) => (isJsonObject(each) ? (each['ErrorEquals'] ?? []) : []));
  return errors.filter((each) => typeof each === 'string');
}

function optimizedGrants(call: ServiceCall): readonly Grant[] {
  const key = `${call.service}:${call.operation}`;
  const rule = Object.hasOwn(integrationRules, key) ? integrationRules[key] : undefined;
  if (rule !== undefined) return rule(call);
  const action = `${call.service}:${pascalCase(call.operation)}`;
  const because = Object.hasOwn(optimizedIntegrations, key) ? 'NamesNoResource' : 'IsNoKnownIntegration';
  return [
    { actions: [action], resources: anyBecause(`${pascalCase(call.service)}${pascalCase(call.operation)}${because}`) },
  ];
}
