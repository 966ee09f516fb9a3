import type { MockAnswer, MockAnswers, StateMock } from '../../../interpreter/cases';
import { isJsonObject, type Json } from '../../../language/definition';
import { type Attempt, type ReadEvent, type StateTree, textIn, type Visit, type Visits } from '../../model';

/** Mocks of a copied case, and what of them the history does not have. */
export interface CopiedMocks {
  readonly mocks: Readonly<Record<string, StateMock>>;
  /** `the result of call 2 of ReadText: AWS has cut it`. */
  readonly missing: readonly string[];
}

/** Returns what the calls of an execution were answered with, by state, as `mocks` of a case. */
export function copiedMocks(tree: StateTree, visits: Visits): CopiedMocks {
  const missing: string[] = [];
  const calls = new Map<string, Map<string, MockAnswer[]>>();
  const redriven = visits.redrives.at(-1) ?? 0;
  for (const visit of visits.all) {
    if (visit.type !== 'Task') continue;
    for (const attempt of visit.attempts) {
      if (attempt.call === undefined || isReplaced(attempt, visit, redriven)) continue;
      const byItem = calls.get(visit.name) ?? new Map<string, MockAnswer[]>();
      calls.set(visit.name, byItem);
      const answers = byItem.get(visit.items.join('.')) ?? [];
      byItem.set(visit.items.join('.'), answers);
      const { answer, problem } = answerOf(attempt, hasLimit(tree, visit));
      if (problem !== undefined)
        missing.push(`${problem.what} of call ${countOf(byItem)} of ${visit.name}: ${problem.why}`);
      answers.push({ ...answer, ...delayOf(attempt, visit) });
    }
  }
  return { mocks: Object.fromEntries([...calls].map(([name, byItem]) => [name, mockOf(byItem)])), missing };
}

function countOf(byItem: ReadonlyMap<string, readonly MockAnswer[]>): number {
  return [...byItem.values()].reduce((sum, answers) => sum + answers.length, 0) + 1;
}

/** A case has no redrive: of a state that was tried again by one, it has the attempts of the last try. */
function isReplaced({ call }: Attempt, { exited }: Visit, redriven: number): boolean {
  return (call?.id ?? 0) < redriven && (exited === undefined || exited.id > redriven);
}

interface Answered {
  readonly answer: MockAnswer;
  readonly problem?: { readonly what: string; readonly why: string };
}

function answerOf({ answer, error, cause }: Attempt, hasTimeout: boolean): Answered {
  // It was stopped, or runs: it has not answered.
  if (answer === undefined || answer.type.endsWith('Aborted')) return { answer: { timeout: true } };
  if (answer.type.endsWith('TimedOut') && hasTimeout) return { answer: { timeout: true } };
  if (answer.type.endsWith('Succeeded')) return resultOf(answer);
  if (error === undefined) return { answer: {}, problem: { what: 'the error', why: 'the history does not have it' } };
  return { answer: { throw: { error, ...(cause === undefined ? {} : { cause }) } } };
}

function resultOf(event: ReadEvent): Answered {
  const text = textIn(event, 'output');
  const about = event.details['outputDetails'];
  const isCut = isJsonObject(about) && about['truncated'] === true;
  const what = 'the result';
  if (text === undefined) return { answer: {}, problem: { what, why: 'the history does not have it' } };
  if (isCut) return { answer: {}, problem: { what, why: 'the history has cut it' } };
  try {
    return { answer: { return: JSON.parse(text) as Json } };
  } catch {
    return { answer: { return: text } };
  }
}

function hasLimit({ byPath }: StateTree, { path }: Visit): boolean {
  return Object.keys(byPath.get(path)?.definition ?? {}).some((field) => /^(Timeout|Heartbeat)Seconds/.test(field));
}

/** Where branches or iterations ended each other, it matters which call was answered first. */
function delayOf({ startedAt, endedAt }: Attempt, visit: Visit): { readonly delaySeconds?: number } {
  const seconds = endedAt === undefined ? 0 : (endedAt - startedAt) / 1_000;
  if (seconds <= 0) return {};
  for (let holder = visit.holder; holder !== undefined; holder = holder.holder)
    if (holder.status !== 'succeeded') return { delaySeconds: seconds };
  return {};
}

/** One answer if all iterations have it, else the answers of each. */
function mockOf(byItem: ReadonlyMap<string, readonly MockAnswer[]>): StateMock {
  const answers = [...byItem].map(([item, list]) => [item, shortened(list)] as const);
  const [first] = answers;
  if (first === undefined) return [];
  const isShared = answers.every(([, each]) => !Array.isArray(each) && isSame(each, first[1]));
  return first[0] === '' || isShared ? first[1] : { iterations: Object.fromEntries(answers) };
}

/** Equal answers after each other are one with `times`. */
function shortened(answers: readonly MockAnswer[]): MockAnswers {
  const [first, ...others] = answers;
  if (first !== undefined && others.length === 0) return first;
  const list: MockAnswer[] = [];
  for (const answer of answers) {
    const { times = 1, ...last } = list.at(-1) ?? {};
    if (list.length > 0 && isSame(last, answer)) list[list.length - 1] = { ...last, times: times + 1 };
    else list.push(answer);
  }
  return list;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
