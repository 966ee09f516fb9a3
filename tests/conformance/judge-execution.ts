import { compareEvents } from './compare-events';
import type { ActualOutcome, ExecutionCase } from './record';
import type { AspectVerdict, ConformanceVerdict } from './report';
import { runCase } from './run-case';

interface Comparison {
  readonly pass: boolean;
  readonly why: string | null;
  readonly causePass: boolean | null;
  readonly causeWhy: string | null;
  readonly sequencePass: boolean | null;
  readonly sequenceWhy: string | null;
}

/** What a folder's compare.mjs exports. */
export interface Comparator {
  compare(recorded: ExecutionCase, actual: ActualOutcome, options: { readonly mocked: boolean }): Comparison;
  compareCalls?(
    recorded: ExecutionCase,
    calls: ActualOutcome['calls'],
  ): { readonly callsPass: boolean | null; readonly callsWhy: string | null };
}

/** Runs a recorded execution and compares all that was recorded of it. */
export async function judgeExecution(recorded: ExecutionCase, comparator: Comparator): Promise<ConformanceVerdict> {
  const { id, area, expected } = recorded;
  try {
    const actual = await runCase(recorded);
    const compared = comparator.compare(recorded, actual, { mocked: true });
    const calls = comparator.compareCalls?.(recorded, actual.calls);
    const events = expected.events && (compareEvents(expected.events, actual.eventTypes) ?? null);
    return {
      id,
      area,
      pass: compared.pass,
      why: compared.why ?? undefined,
      aspects: {
        cause: aspect(compared.causePass, compared.causeWhy),
        sequence: aspect(compared.sequencePass, compared.sequenceWhy),
        events: events === undefined ? undefined : aspect(events === null, events),
        requests: aspect(calls?.callsPass ?? null, calls?.callsWhy ?? null),
      },
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const events = expected.events === undefined ? undefined : { pass: false, why };
    return {
      id,
      area,
      pass: false,
      why,
      aspects: { cause: undefined, sequence: undefined, events, requests: undefined },
    };
  }
}

function aspect(pass: boolean | null, why: string | null): AspectVerdict | undefined {
  return pass === null ? undefined : { pass, why: why ?? undefined };
}
