import type { RecordedEvent } from './record';

/** These end a Parallel; the recordings whose events were sorted leave them out. */
const leftOutWhereSorted = new Set(['ParallelStateSucceeded', 'ParallelStateFailed']);

/** Returns why the event types differ in order (if the recording has an order), or undefined. */
export function compareEvents(recorded: readonly RecordedEvent[], actual: readonly string[]): string | undefined {
  const isSorted = recorded.some(({ id }) => id === 0 || Array.isArray(id));
  const arrange = (types: readonly string[]): readonly string[] =>
    isSorted ? types.filter((type) => !leftOutWhereSorted.has(type)).sort() : types;
  const expected = arrange(recorded.map(({ type }) => type));
  const got = arrange(actual);
  const index = expected.findIndex((type, at) => type !== got[at]);
  if (index >= 0) return `event ${index + 1}: expected ${expected[index]}, got ${got[index] ?? 'none'}`;
  return expected.length === got.length ? undefined : `expected ${expected.length} events, got ${got.length}`;
}
