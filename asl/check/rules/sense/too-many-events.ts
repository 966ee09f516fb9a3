import type { Json } from '../../../definition';
import type { CheckedDefinition, CheckedScope, CheckedState } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';
import { loopsOf, transitionsIn } from '../../sense/cycles';
import {
  boundedRounds,
  type EventCount,
  eventCount,
  incrementsOf,
  isDistributed,
  knownItems,
} from '../../sense/event-count';
import { objectItems } from '../../values';

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
        if (reported.some((outer) => isInside(state, outer))) continue;
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

function isInside(state: CheckedState, outer: CheckedState): boolean {
  return state.path.length > outer.path.length && outer.path.every((step, index) => state.path[index] === step);
}

function isOfExpressChild({ path }: CheckedScope, { scopes }: CheckedDefinition): boolean {
  return scopes.some((outer) => {
    const isAround = outer.path.length <= path.length && outer.path.every((step, index) => path[index] === step);
    const config = outer.value['ProcessorConfig'] as Readonly<Record<string, Json>> | undefined;
    return isAround && isDistributed(outer) && config?.['ExecutionType'] === 'EXPRESS';
  });
}

function* inLoops(scope: CheckedScope, count: EventCount): Generator<Finding> {
  const transitions = transitionsIn(scope);
  for (const loop of loopsOf(transitions)) {
    const inside = transitions.filter(({ from, to }) => loop.includes(from) && loop.includes(to));
    for (const state of loop.filter(({ type }) => type === 'Choice')) {
      for (const { item, index } of objectItems(state.value['Choices'])) {
        if (!loop.some(({ name }) => name === item['Next'])) continue;
        const events = Math.max(...loop.map((counting) => eventsOf(item, { state, counting, inside, count })));
        if (events <= mostEvents) continue;
        yield {
          message: `the loop can add ${events} events to the history, and an execution has at most ${mostEvents}`,
          path: [...state.path, 'Choices', index],
          isWhole: false,
          help: 'start a new execution in time, or use a Distributed Map',
        };
      }
    }
  }
}

interface Loop {
  readonly state: CheckedState;
  /** The state that may count. */
  readonly counting: CheckedState;
  readonly inside: ReturnType<typeof transitionsIn>;
  readonly count: EventCount;
}

function eventsOf(rule: Json, { state, counting, inside, count }: Loop): number {
  const rounds = boundedRounds(rule, incrementsOf(counting));
  if (rounds === undefined) return 0;
  const perRound = count.between(state, counting, inside) + count.between(counting, state, inside);
  return Number.isFinite(perRound) ? rounds * perRound : 0;
}
