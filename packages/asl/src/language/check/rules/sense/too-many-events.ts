import { isAtOrInside, isInside, type Json, type JsonObject } from '../../../definition';
import type { CheckedDefinition, CheckedScope, CheckedState } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';
import { loopsOf, type Transition, transitionsIn } from '../../sense/cycles';
import { boundOf, type EventCount, eventCount, incrementsOf, knownItems } from '../../sense/event-count';
import { isDistributed, objectItems } from '../../values';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const mostEvents = 25_000;

/**
 * A Map over items that the definition lists, or a loop that counts to a literal, adds more events to the history than a Standard
 * execution may have. What depends on data is not estimated.
 */
export const tooManyEvents: Rule = {
  id: 'too-many-events',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'soundState',
  *check(definition) {
    if (definition.options.type === 'EXPRESS') return;
    const count = eventCount(definition.scopes);
    const reported: CheckedState[] = [];
    for (const scope of definition.scopes) {
      if (isOfExpressChild(scope, definition)) continue;
      for (const state of scope.states) {
        if (reported.some((outer) => isInside(state.path, outer.path))) continue;
        const events = state.type === 'Map' && knownItems(state) > 0 ? count.ofState(state) : 0;
        if (events <= mostEvents) continue;
        reported.push(state);
        const message = `\`${state.name}\` adds at least ${events} events to the history, and an execution has at most ${mostEvents}`;
        yield {
          message,
          path: state.path,
          at: 'key',
          help: 'use a Distributed Map, whose children have their own histories',
        };
      }
      yield* inLoops(scope, count);
    }
  },
};

function isOfExpressChild({ path }: CheckedScope, { scopes }: CheckedDefinition): boolean {
  return scopes.some((outer) => {
    const isAround = isAtOrInside(path, outer.path);
    const config = outer.value['ProcessorConfig'] as Readonly<Record<string, Json>> | undefined;
    return isAround && isDistributed(outer) && config?.['ExecutionType'] === 'EXPRESS';
  });
}

function* inLoops(scope: CheckedScope, count: EventCount): Generator<Finding> {
  const transitions = transitionsIn(scope);
  for (const loop of loopsOf(transitions)) {
    const counters = loop.flatMap((state) =>
      [...incrementsOf(state)].map(([variable, by]) => [variable, { state, by }] as const),
    );
    if (counters.length === 0) continue;
    const members = new Set(loop);
    const inside = transitions.filter(({ from, to }) => members.has(from) && members.has(to));
    for (const choice of loop.filter(({ type }) => type === 'Choice')) {
      yield* inChoice(choice, { counters: new Map(counters), inside, count });
    }
  }
}

interface CountingLoop {
  /** By variable: the state that adds a literal to it. */
  readonly counters: ReadonlyMap<string, { readonly state: CheckedState; readonly by: number }>;
  readonly inside: readonly Transition[];
  readonly count: EventCount;
}

/** The rules that lead on in the loop. */
function* inChoice(choice: CheckedState, loop: CountingLoop): Generator<Finding> {
  const stays = new Set(loop.inside.filter(({ from }) => from === choice).map(({ to }) => to.name));
  for (const { item, index } of objectItems(choice.value['Choices'])) {
    if (!stays.has(String(item['Next']))) continue;
    const events = eventsOf(item, choice, loop);
    if (events <= mostEvents) continue;
    yield {
      message: `the loop can add ${events} events to the history, and an execution has at most ${mostEvents}`,
      path: [...choice.path, 'Choices', index],
      isWhole: false,
      help: 'start a new execution in time, or use a Distributed Map',
    };
  }
}

function eventsOf(rule: JsonObject, choice: CheckedState, { counters, inside, count }: CountingLoop): number {
  const { variable = '', bound = 0 } = boundOf(rule) ?? {};
  const counter = counters.get(variable);
  if (counter === undefined) return 0;
  const perRound = count.between(choice, counter.state, inside) + count.between(counter.state, choice, inside);
  return Number.isFinite(perRound) ? Math.floor(bound / counter.by) * perRound : 0;
}
