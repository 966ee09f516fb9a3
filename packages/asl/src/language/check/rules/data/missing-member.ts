import type { FieldPath } from '../../../definition';
import { didYouMean } from '../../../diagnostics';
import type { CheckedState } from '../../checked-definition';
import { type DataStep, shapeAfter, stepsOf } from '../../data/data-steps';
import type { StateInput } from '../../data/follow-data';
import { resultShape } from '../../data/result-shape';
import type { DataShape } from '../../data/shape';
import { effectiveInput, placedResult } from '../../data/state-output';
import type { Finding, Rule } from '../../rule';

/**
 * A path leads to a member that cannot exist: the values in the definition, followed to this state, do not have it.
 * Unknown values are never reported:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
 */
export const missingMember: Rule = {
  id: 'missing-member',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ expressions, inputs }) {
    for (const { state, path, paths } of expressions.jsonPath) {
      const input = inputs.get(state);
      if (input === undefined || paths.length === 0 || isTested(state, path)) continue;
      const read = readBy(state, path, input.shape);
      if (read === 'unknown') continue;
      for (const each of paths) {
        const steps = stepsOf(each);
        if (steps !== undefined) yield* missing({ steps, read, path, state, input, root: '$' });
      }
    }
    for (const { state, path, facts, source } of expressions.jsonata) {
      const input = inputs.get(state);
      // An expression that tests what it reads expects that it is missing.
      if (input === undefined || facts === undefined || /\$exists\(|\?/.test(source)) continue;
      for (const members of facts.statesPaths) {
        const [first, ...rest] = members.map(({ name }) => name);
        if (first !== 'input' && !(first === 'result' && hasResult.has(path[state.path.length]))) continue;
        const read = first === 'input' ? input.shape : resultShape(state);
        const steps = rest.map((name): DataStep => ({ kind: 'member', name }));
        yield* missing({ steps, read, path, state, input, root: `$states.${first}` });
      }
    }
  },
};

/** The fields in which the result exists; the rule unavailable-states-field reports others. */
const hasResult: ReadonlySet<FieldPath[number] | undefined> = new Set(['Output', 'Assign']);

/** Returns what a path of a field reads from: the input, what `InputPath` leaves of it, or the result. */
function readBy(state: CheckedState, path: FieldPath, input: DataShape): DataShape {
  switch (path[state.path.length]) {
    case 'InputPath':
      return input;
    case 'OutputPath':
      return placedResult(state, input);
    case 'ResultSelector':
      return resultShape(state);
    // These read the result of the state, or what a catcher has caught.
    case 'ResultPath':
    case 'Assign':
    case 'Catch':
    case 'ItemReader':
    case 'ResultWriter':
      return 'unknown';
    default:
      return effectiveInput(state, input);
  }
}

/** A Choice with `IsPresent` expects that members are missing. */
function isTested({ type, value }: CheckedState, path: FieldPath): boolean {
  return type === 'Choice' && path.includes('Choices') && JSON.stringify(value['Choices']).includes('"IsPresent"');
}

interface Read {
  readonly steps: readonly DataStep[];
  readonly read: DataShape;
  readonly path: FieldPath;
  readonly state: CheckedState;
  readonly input: StateInput;
  readonly root: string;
}

function* missing({ steps, read, path, state, input, root }: Read): Generator<Finding> {
  let owner = read;
  let whole = root;
  for (const step of steps) {
    const found = shapeAfter(owner, step, state.language);
    if (found === undefined && step.kind === 'member') {
      yield { ...findingOf({ owner: itemsOf(owner, state), whole, name: step.name, state, input }), path };
      return;
    }
    if (found === undefined || found === 'unknown') return;
    owner = found;
    whole += step.kind === 'member' ? `.${step.name}` : step.kind === 'item' ? '[0]' : '[*]';
  }
}

/** A name of JSONata is that of a member of the items. */
function itemsOf(shape: DataShape, state: CheckedState): DataShape {
  return state.language === 'JSONata' && shape !== 'unknown' && shape.kind === 'array'
    ? itemsOf(shape.items, state)
    : shape;
}

interface Missing {
  readonly owner: DataShape;
  readonly whole: string;
  readonly name: string;
  readonly state: CheckedState;
  readonly input: StateInput;
}

function findingOf({ owner, whole, name, state, input }: Missing): Omit<Finding, 'path'> {
  const part = { text: name };
  if (owner === 'unknown' || owner.kind === 'map') return { message: `\`${whole}\` has no member \`${name}\``, part };
  const from = origin(owner.madeBy, input.through, state.name);
  if (owner.kind === 'array') {
    const message = `\`${whole}\` is an array and has no member \`${name}\`${from}`;
    return { message, part, help: `read one item, \`${whole}[0].${name}\`, or of all: \`${whole}[*].${name}\`` };
  }
  const members = [...owner.members.keys()];
  const has = members.length === 0 ? 'it is an empty object' : `it has ${some(members)}`;
  return {
    message: `\`${whole}\` has no member \`${name}\`: ${has}${from}`,
    part,
    help: didYouMean(name, members),
  };
}

/** The members, or the first of many. */
function some(members: readonly string[]): string {
  const shown = members.slice(0, mostShown).map((each) => `\`${each}\``);
  const others = members.length - shown.length;
  return others === 0 ? shown.join(', ') : `${shown.join(', ')} and ${others} others`;
}

const mostShown = 12;

/** Where the value is from, and the states through which it came. */
function origin(madeBy: readonly string[], through: readonly string[], name: string): string {
  const [maker] = madeBy;
  if (maker === undefined) return ' in the input of the state machine';
  if (maker === name) return '';
  const from = through.lastIndexOf(maker);
  const way = from === -1 ? [maker, name] : [...through.slice(from), name];
  return `, from ${way.map((each) => `\`${each}\``).join(' → ')}`;
}
