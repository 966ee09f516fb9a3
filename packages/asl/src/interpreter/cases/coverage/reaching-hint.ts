import type { Caught, QueryLanguage } from '../../../language/definition';
import type { TestedMachine } from '../run/tested-machine';
import { type CoverageItem, type PlacedState, statesOf } from './coverage-items';
import { satisfyingExample } from './satisfying-example';

/** What a hint is read off: the machine, everything that should be reached, and what has been. */
export interface HintSource {
  readonly machine: TestedMachine;
  readonly items: readonly CoverageItem[];
  isReached(item: CoverageItem): boolean;
}

/** Describes the input or the mock that would reach something, if the definition shows it. */
export function reachingHint(item: CoverageItem, source: HintSource): string {
  const states = statesOf(source.machine.definition);
  const hint = hintFor(item, { ...source, states });
  const isStateReached = source.items.some(
    (each) => each.kind === 'state' && each.state === item.state && source.isReached(each),
  );
  return item.kind === 'state' || isStateReached ? hint : `once \`${item.state}\` is reached: ${hint}`;
}

interface Known extends HintSource {
  readonly states: readonly PlacedState[];
}

function hintFor(item: CoverageItem, known: Known): string {
  switch (item.kind) {
    case 'state':
      return reachState(item.placed, known);
    case 'next':
      return item.placed.state.Type === 'Task'
        ? `let \`${item.state}\` succeed: \`${item.state}: { return: … }\``
        : `let \`${item.state}\` end well`;
    case 'catcher':
    case 'retrier':
      return letItFail(item, known);
    case 'rule':
      return makeItHold(item, known);
    case 'default':
      return `an input for which no rule of \`${item.state}\` holds`;
    default:
      return item satisfies never;
  }
}

/** By the first transition to it from a state that some case reaches; else by the first transition. */
function reachState({ name, isStart, around }: PlacedState, known: Known): string {
  const ways = known.items.filter((item) => 'target' in item && item.target === name && item.state !== name);
  const isFromReached = ({ state }: CoverageItem): boolean =>
    known.items.some((item) => item.kind === 'state' && item.state === state && known.isReached(item));
  const way = ways.find(isFromReached) ?? ways[0];
  const owner = around.at(-1);
  if (isStart && (way === undefined || !isFromReached(way)))
    return owner === undefined ? 'any case enters it' : `it is the first state inside \`${owner}\``;
  if (way === undefined) return 'nothing leads to it';
  if (!isFromReached(way)) return `it comes after \`${way.state}\`, which no case reaches either`;
  return `from \`${way.state}\`: ${hintFor(way, known)}`;
}

function letItFail(item: Extract<CoverageItem, { kind: 'catcher' | 'retrier' }>, known: Known): string {
  const { state } = item.placed;
  const error = unclaimedError(item, state as Caught);
  if (error === undefined) return 'no error gets here: what stands before it names the same errors';
  if (error === 'States.QueryEvaluationError')
    return `let \`${item.state}\` return something that its Assign or Output refuses, or throw \`${error}\``;
  if (state.Type !== 'Task') {
    const inside = known.states.filter((each) => each.around.at(-1) === item.state && each.state.Type === 'Task');
    return `let a state inside \`${item.state}\` fail with \`${error}\`${inside.length === 0 ? '' : ` (${inside.map(({ name }) => name).join(', ')})`}`;
  }
  const answer =
    error.endsWith('Timeout') && error.startsWith('States.') ? '{ timeout: true }' : `{ throw: { error: ${error} } }`;
  const mock = item.kind === 'retrier' ? `[${answer}, { return: … }]` : answer;
  return `let \`${item.state}\` ${answer.includes('timeout') ? 'time out' : `throw \`${error}\``}: \`${item.state}: ${mock}\``;
}

/** An error that reaches this retrier or catcher: one that no earlier one names. */
function unclaimedError(
  { kind, index }: { readonly kind: 'catcher' | 'retrier'; readonly index: number },
  { Retry = [], Catch = [] }: Caught,
): string | undefined {
  const list = kind === 'retrier' ? Retry : Catch;
  const before = new Set(list.slice(0, index).flatMap(({ ErrorEquals }) => ErrorEquals));
  if (before.has('States.ALL')) return undefined;
  const named = list[index]?.ErrorEquals.find((error) => !before.has(error));
  return named === 'States.ALL' || named === 'States.TaskFailed' ? 'Unexpected' : named;
}

function makeItHold({ rule, placed }: Extract<CoverageItem, { kind: 'rule' }>, known: Known): string {
  const language: QueryLanguage = placed.state.QueryLanguage ?? known.machine.definition.QueryLanguage ?? 'JSONPath';
  const example = satisfyingExample(rule, language, known.states);
  const { Next: _next, Assign: _assign, Output: _output, Comment: _comment, ...rest } = rule;
  const condition = typeof rest['Condition'] === 'string' ? rest['Condition'] : JSON.stringify(rest);
  const holds = `\`${condition.replace(/\s+/g, ' ')}\` holds`;
  return example === undefined ? `an execution in which ${holds}` : `${example}, so that ${holds}`;
}
