import type { FieldPath } from '../../../definition';
import { didYouMean } from '../../../diagnostics';
import type { CheckedState } from '../../checked-definition';
import type { StateInput } from '../../data/follow-data';
import { pathNames } from '../../data/path-names';
import { resultShape } from '../../data/result-shape';
import { type DataShape, shapeAt } from '../../data/shape';
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
    for (const { state, path, text } of expressions.jsonPath) {
      const input = inputs.get(state);
      const names = pathNames(text);
      if (input === undefined || names === undefined || isTested(state, path)) continue;
      const read = readBy(state, path, input.shape);
      yield* missing({ names, read, path, state, input, root: '$' });
    }
    for (const { state, path, facts, source } of expressions.jsonata) {
      const input = inputs.get(state);
      // An expression that tests what it reads expects that it is missing.
      if (input === undefined || facts === undefined || /\$exists\(|\?/.test(source)) continue;
      for (const members of facts.statesPaths) {
        const [first, ...rest] = members.map(({ name }) => name);
        if (first !== 'input' && !(first === 'result' && hasResult.has(path[state.path.length]))) continue;
        const read = first === 'input' ? input.shape : resultShape(state);
        yield* missing({ names: rest, read, path, state, input, root: `$states.${first}` });
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
  readonly names: readonly string[];
  readonly read: DataShape;
  readonly path: FieldPath;
  readonly state: CheckedState;
  readonly input: StateInput;
  readonly root: string;
}

function* missing({ names, read, path, state, input, root }: Read): Generator<Finding> {
  const length = names.findIndex((_, index) => shapeAt(read, names.slice(0, index + 1)) === undefined);
  const owner = length === -1 ? undefined : shapeAt(read, names.slice(0, length));
  if (owner === undefined || owner === 'unknown') return;
  const name = names[length] as string;
  const whole = [root, ...names.slice(0, length)].join('.');
  const members = [...owner.members.keys()];
  const has = members.length === 0 ? 'it is an empty object' : `it has ${some(members)}`;
  const message = `\`${whole}\` has no member \`${name}\`: ${has}${origin(owner.madeBy, input.through, state.name)}`;
  yield { message, path, part: { text: name }, help: didYouMean(name, members) };
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
