import { type FieldPath, parseResource } from '../definition';
import { didYouMean } from '../diagnostics';
import type { PathSyntax } from '../expressions';
import type { CheckedState } from './checked-definition';
import type { CheckedExpressions } from './expressions';

/** A member of the context object; `any`: what is below it is the author's own. */
type ContextField = 'any' | 'scalar' | { readonly [name: string]: ContextField };

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
const contextFields: { readonly [name: string]: ContextField } = {
  Execution: {
    Id: 'scalar',
    Input: 'any',
    Name: 'scalar',
    RedriveCount: 'scalar',
    RedriveTime: 'scalar',
    RoleArn: 'scalar',
    StartTime: 'scalar',
  },
  Map: { Item: { Index: 'scalar', Key: 'any', Source: 'any', Value: 'any' } },
  State: { EnteredTime: 'scalar', Name: 'scalar', RetryCount: 'scalar' },
  StateMachine: { Id: 'scalar', Name: 'scalar' },
  Task: { Token: 'scalar' },
};

/** A member that the context object does not have; `depth` is its index among the names. */
export interface MissingField {
  readonly depth: number;
  readonly help?: string;
}

/** The first of these names that the context object never has. */
export function findUnknownField(names: readonly string[]): MissingField | undefined {
  let field: ContextField = contextFields;
  for (const [depth, name] of names.entries()) {
    if (typeof field === 'string') return undefined;
    if (!Object.hasOwn(field, name)) {
      const known = Object.keys(field);
      // AWS accepts any name after `$$`; only a near miss of one of its own names is certainly a mistake.
      if (depth === 0 && didYouMean(name, known) === undefined) return undefined;
      return { depth, help: didYouMean(name, known) ?? `it has ${known.map((each) => `\`${each}\``).join(', ')}` };
    }
    field = field[name] as ContextField;
  }
  return undefined;
}

/** A read of the context object: `$$.Execution.Id` or `$states.context.Execution.Id`. */
export interface ContextRead {
  readonly state: CheckedState;
  readonly path: FieldPath;
  readonly root: '$$' | '$states.context';
  /** The names behind the root, up to the first step that is not one plain name. */
  readonly names: readonly string[];
  /** The offset of the root in the string. */
  readonly from: number;
}

/** Every read of the context object. */
export function* contextReads({ jsonata, jsonPath }: CheckedExpressions): Generator<ContextRead> {
  for (const { facts, state, path } of jsonata) {
    for (const [first, ...rest] of facts?.statesPaths ?? []) {
      if (first?.name !== 'context') continue;
      const from = first.position - '$states.context'.length + 2;
      yield { state, path, root: '$states.context', names: rest.map(({ name }) => name), from };
    }
  }
  for (const { paths, state, path, text } of jsonPath) {
    for (const { root, steps } of paths)
      if (root.kind === 'context') yield { state, path, root: '$$', names: namesOf(steps), from: text.indexOf('$$') };
  }
}

function namesOf(steps: PathSyntax['steps']): string[] {
  const names: string[] = [];
  for (const step of steps) {
    if (step.kind !== 'members' || step.names.length !== 1) break;
    names.push(step.names[0] as string);
  }
  return names;
}

/** Fields of a Map that are read before its first item and after its last one. */
const fieldsWithoutItem = new Set([
  'InputPath',
  'Items',
  'ItemsPath',
  'ResultSelector',
  'OutputPath',
  'Output',
  'Assign',
  'Catch',
]);

/** Why a known member of the context object does not exist where it is read; `isInMap`: the state is in an item processor. */
export function findUnavailableField(
  { state, path, names }: ContextRead,
  isInMap: boolean,
): { readonly problem: string; readonly help: string } | undefined {
  const { type, value } = state;
  const field = String(path[state.path.length]);
  if (names[0] === 'Map' && !isInMap && (type !== 'Map' || fieldsWithoutItem.has(field))) {
    const problem =
      type === 'Map' ? `does not exist in the \`${field}\` of the Map itself` : 'does not exist outside of a Map';
    return { problem, help: 'it exists in `ItemSelector` and in the states of the item processor' };
  }
  if (names[0] === 'Task' && type !== undefined && !hasToken(type, value['Resource'])) {
    const help = 'it exists in a Task whose `Resource` ends in `.waitForTaskToken`';
    return {
      problem:
        type === 'Task' ? 'does not exist: the Task does not wait for a token' : `does not exist in a ${type} state`,
      help,
    };
  }
  return undefined;
}

function hasToken(type: string, resource: unknown): boolean {
  if (type !== 'Task') return false;
  const parsed = typeof resource === 'string' ? parseResource(resource) : undefined;
  if (parsed?.kind === 'function') return false;
  return parsed?.kind !== 'service' || parsed.pattern !== 'requestResponse';
}
