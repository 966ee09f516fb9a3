import type { CheckedScope, CheckedState } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';
import { closingTransition, loopsOf, namesAlong, type Transition, transitionsIn } from '../../sense/cycles';
import { isEnd } from '../../sense/event-count';
import { changesNothing, countsOrTimes, isQuestion, pauses } from '../../sense/loop-exit';
import { hasUnknownTarget } from '../../targets';
import { hasEndState } from './missing-end-state';

/**
 * A loop that never ends, or that asks a service again and again without a Wait: it uses up the 25,000 events of an execution within
 * minutes. A loop is not reported if it may end: one that counts, fetches pages, or calls functions.
 */
export const loopWithoutPause: Rule = {
  id: 'loop-without-pause',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'soundState',
  *check({ scopes, states }) {
    for (const scope of scopes) {
      if (hasUnknownTarget(scope) || !hasEndState(scope)) continue;
      const all = transitionsIn(scope);
      const endless = loopsOf(all).filter((loop) => isEndless(loop, all));
      for (const loop of endless) yield* finding(scope, loop, all, endlessProblem);
      const reported = new Set(endless.flat());
      const isFree = (state: CheckedState) => !reported.has(state) && !pauses(state, states);
      const freeStates = new Set(scope.states.filter(isFree));
      const free = all.filter(({ from, to }) => freeStates.has(from) && freeStates.has(to));
      yield* inFreeLoops(scope, free);
    }
  },
};

interface Problem {
  readonly message: string;
  readonly help: string;
}

const endlessProblem: Problem = { message: 'no transition leads out of it', help: 'add a Choice that ends the loop' };
const pollProblem: Problem = {
  message: 'it asks again at once, without a Wait or a bound',
  help: 'go through a Wait, and count the rounds',
};
const idleProblem: Problem = {
  message: 'no state in it changes anything',
  help: 'count the rounds, or lead elsewhere',
};
const retryProblem: Problem = {
  message: 'it repeats a failed Task at once, without a Wait or a bound',
  help: 'use a retrier, or go through a Wait and count the rounds',
};

function isEndless(loop: readonly CheckedState[], transitions: readonly Transition[]): boolean {
  if (loop.some((state) => isEnd(state) || (state.type === 'Choice' && state.value['Default'] === undefined)))
    return false;
  const members = new Set(loop);
  return transitions.every(({ from, to }) => !members.has(from) || members.has(to));
}

/** Loops of which no state takes time. */
function* inFreeLoops(scope: CheckedScope, transitions: readonly Transition[]): Generator<Finding> {
  const ordinary = transitions.filter(({ isCatch }) => !isCatch);
  const loops = loopsOf(ordinary);
  const looping = new Set(loops.flat());
  for (const loop of loops) {
    const problem = problemOf(loop);
    if (problem !== undefined) yield* finding(scope, loop, ordinary, problem);
  }
  for (const loop of loopsOf(transitions)) {
    if (loop.some((state) => looping.has(state))) continue;
    const tasks = loop.filter(({ type }) => type === 'Task').length;
    const others = loop.filter(({ type }) => type === 'Pass').length;
    if (tasks === 1 && tasks + others === loop.length && !loop.some(countsOrTimes))
      yield* finding(scope, loop, transitions, retryProblem);
  }
}

function problemOf(loop: readonly CheckedState[]): Problem | undefined {
  if (loop.every(changesNothing)) return loop.some(looksAtClock) ? undefined : idleProblem;
  const others = loop.filter((state) => !isQuestion(state));
  const isPoll = others.length < loop.length && others.every(({ type }) => type === 'Choice' || type === 'Pass');
  return isPoll && !loop.some(countsOrTimes) ? pollProblem : undefined;
}

function looksAtClock(state: CheckedState): boolean {
  return state.type === 'Choice' && countsOrTimes(state);
}

function* finding(
  scope: CheckedScope,
  loop: readonly CheckedState[],
  transitions: readonly Transition[],
  { message, help }: Problem,
): Generator<Finding> {
  const members = new Set(loop);
  const inside = transitions.filter(({ from, to }) => members.has(from) && members.has(to));
  const closing = closingTransition(scope, inside);
  if (closing === undefined) return;
  const names = namesAlong(closing, inside).map((name) => `\`${name}\``);
  const shown = names.length > 8 ? [...names.slice(0, 4), '…', ...names.slice(-3)] : names;
  yield { message: `the loop ${shown.join(' → ')} goes on: ${message}`, path: closing.path, isWhole: false, help };
}
