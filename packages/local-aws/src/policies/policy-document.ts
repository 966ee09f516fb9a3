import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { type Conditions, checkConditions } from './conditions';

/** Principal of a statement. */
export type Principal =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'some'; readonly services: readonly string[]; readonly aws: readonly string[] };

/** A policy statement in which single values are lists. */
export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principal?: Principal;
  readonly actions: readonly string[];
  /** Whether `actions` is NotAction. */
  readonly exceptActions: boolean;
  /** Absent in a trust policy. */
  readonly resources?: readonly string[];
  readonly exceptResources: boolean;
  readonly conditions: Conditions;
}

/** The use of a document, which decides its elements. */
export type PolicyUse = 'identity' | 'resource' | 'trust';

/** Parses a policy document. Throws an error that names `owner` and the element that is missing, misspelt or not modelled. */
export function parsePolicyDocument(text: string, use: PolicyUse, owner: string): readonly Statement[] {
  try {
    const document: Json = JSON.parse(text);
    if (!isJsonObject(document)) throw new UserError('a policy must be a JSON object');
    refuseOthers(document, ['Version', 'Id', 'Statement'], 'policy');
    if (document['Version'] !== '2012-10-17')
      throw new UserError(`Version must be "2012-10-17", it is ${JSON.stringify(document['Version'])}`);
    return listOf(document['Statement']).map((statement) => parseStatement(statement, use));
  } catch (error) {
    throw new UserError(
      `the policy of ${owner} cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const statementElements = ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** Parses one statement. */
export function parseStatement(statement: Json, use: PolicyUse): Statement {
  if (!isJsonObject(statement)) throw new UserError('a statement must be a JSON object');
  refuseOthers(statement, statementElements, 'statement');
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new UserError(`Effect must be Allow or Deny, it is ${JSON.stringify(effect)}`);
  const [actions, exceptActions] = eitherOf(statement, 'Action', 'NotAction');
  const conditions = parseConditions(statement['Condition']);
  checkConditions(conditions);
  return {
    ...(typeof statement['Sid'] === 'string' ? { sid: statement['Sid'] } : {}),
    effect,
    ...principalFor(statement, use),
    actions,
    exceptActions,
    ...resourcesFor(statement, use),
    conditions,
  };
}

function principalFor(statement: JsonObject, use: PolicyUse): { readonly principal?: Principal } {
  const principal = statement['Principal'];
  if (use === 'identity') {
    if (principal !== undefined) throw new UserError('an identity policy has no Principal');
    return {};
  }
  if (principal === '*') return { principal: { kind: 'anyone' } };
  if (!isJsonObject(principal)) throw new UserError('Principal must be "*" or an object with Service or AWS');
  refuseOthers(principal, ['Service', 'AWS'], 'Principal');
  const aws = textsOf(principal['AWS'] ?? []);
  if (aws.includes('*')) return { principal: { kind: 'anyone' } };
  return { principal: { kind: 'some', aws, services: textsOf(principal['Service'] ?? []) } };
}

function resourcesFor(
  statement: JsonObject,
  use: PolicyUse,
): { readonly resources?: readonly string[]; readonly exceptResources: boolean } {
  if (use === 'trust') {
    if ('Resource' in statement || 'NotResource' in statement) throw new UserError('a trust policy has no Resource');
    return { exceptResources: false };
  }
  const [resources, exceptResources] = eitherOf(statement, 'Resource', 'NotResource');
  return { resources, exceptResources };
}

function eitherOf(statement: JsonObject, name: string, exceptName: string): readonly [readonly string[], boolean] {
  if (name in statement === exceptName in statement)
    throw new UserError(`a statement has either ${name} or ${exceptName}`);
  return [textsOf(statement[name] ?? statement[exceptName] ?? []), exceptName in statement];
}

function parseConditions(value: Json | undefined): Conditions {
  if (value === undefined) return {};
  if (!isJsonObject(value)) throw new UserError('Condition must be an object');
  const operators = Object.entries(value).map(([operator, byKey]) => {
    if (!isJsonObject(byKey)) throw new UserError(`Condition ${operator} must be an object`);
    return [operator, Object.fromEntries(Object.entries(byKey).map(([key, values]) => [key, textsOf(values)]))];
  });
  return Object.fromEntries(operators);
}

function textsOf(value: Json): readonly string[] {
  return listOf(value).map((item) => {
    if (typeof item === 'boolean' || typeof item === 'number') return String(item);
    if (typeof item !== 'string') throw new UserError(`text is expected, there is ${JSON.stringify(item)}`);
    return item;
  });
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) throw new UserError('Statement is missing');
  return Array.isArray(value) ? value : [value as Json];
}

function refuseOthers(object: JsonObject, known: readonly string[], what: string): void {
  for (const name of Object.keys(object))
    if (!known.includes(name)) throw new UserError(`the ${what} element ${name} is not modelled`);
}
