import type { HistoryEvent } from '../../interpreter';
import { type CaseSuite, checkExpectations, runCase } from '../../interpreter/cases';
import type { CostAssumptions } from '../../language/config';
import type { Meter } from '../../language/cost';
import { isJsonObject, type Json } from '../../language/definition';
import { UserError } from '../../language/diagnostics';
import { addCall, type CallTotal, secondsOf } from './call-use';

/** An Express execution may not last longer: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const expressLimitSeconds = 300;

type TestCase = CaseSuite['caseFile']['cases'][number];

/** Executions of one type and what they did together. */
export interface ExecutionsUse {
  readonly executions: number;
  readonly statesEntered: number;
  readonly retries: number;
  /** Seconds that their calls take, one after the other. */
  readonly callSeconds: number;
}

/** What the path of one case uses. */
export interface PathUse {
  readonly caseName: string;
  /** `STORED` if the output names an outcome, else the last state. */
  readonly ending: string;
  readonly succeeded: boolean;
  readonly parent: ExecutionsUse;
  /** Children of Distributed Maps. */
  readonly standardChildren: ExecutionsUse;
  readonly expressChildren: ExecutionsUse;
  /** Whether an Express machine could not do it: it waits for a callback or a job, or for too long. */
  readonly needsStandard: boolean;
  readonly units: Readonly<Partial<Record<Meter, number>>>;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Runs a case in simulated time and counts what it uses: states, retries, and every call by its price. Throws a
 * UserError if the case does not hold: its path then has no meaning.
 */
export async function pathUse(suite: CaseSuite, test: TestCase, assumptions: CostAssumptions): Promise<PathUse> {
  const observed = new Observed(test.now, assumptions);
  const machine = suite.machineOf(test);
  const run = await runCase(machine, test, {
    onHistoryEvent: (event, executionArn) => observed.add(event, executionArn),
  });
  if (checkExpectations(test, run).length > 0)
    throw new UserError(`${suite.caseFile.file}: \`${test.name}\` failed: run \`asl test\` for the reason`);
  const { executionArn, output, status } = run.record;
  // A case of a child alone has no parent.
  const own = test.child === undefined ? 'parent' : machine.type === 'EXPRESS' ? 'express' : 'standard';
  const use = (wanted: Kind): ExecutionsUse =>
    observed.use((arn) => (arn === executionArn ? own : kindOfChild(arn)) === wanted);
  return {
    caseName: test.name,
    ending: endingOf(output, run.path),
    succeeded: status === 'SUCCEEDED',
    parent: use('parent'),
    standardChildren: use('standard'),
    expressChildren: use('express'),
    ...observed.calls,
    needsStandard: observed.calls.needsStandard || observed.seconds > expressLimitSeconds,
  };
}

type Kind = 'parent' | 'standard' | 'express';

/** The histories of an execution and its children, as they grow. */
class Observed {
  readonly calls: CallTotal = { units: {}, inputTokens: 0, outputTokens: 0, needsStandard: false };
  private readonly counts = new Map<string, Counts>();
  private last: number;

  constructor(
    private readonly begun: number,
    private readonly assumptions: CostAssumptions,
  ) {
    this.last = begun;
  }

  get seconds(): number {
    return (this.last - this.begun) / 1_000;
  }

  add(event: HistoryEvent, executionArn: string): void {
    const own = this.counts.get(executionArn) ?? new Counts(this.assumptions);
    this.counts.set(executionArn, own);
    own.count(event);
    this.last = Math.max(this.last, event.timestamp);
    addCall(this.assumptions, this.calls, event);
  }

  /** Of the selected executions. */
  use(isMeant: (executionArn: string) => boolean): ExecutionsUse {
    return sumCounts([...this.counts].filter(([arn]) => isMeant(arn)).map(([, each]) => each));
  }
}

const beginnings = /^(Task|LambdaFunction|Activity)Scheduled$|^(Parallel|Map)StateStarted$/;

/** Counts the events of one execution. */
class Counts {
  statesEntered = 0;
  retries = 0;
  callSeconds = 0;
  private readonly entries = new Set<number>();

  constructor(private readonly assumptions: CostAssumptions) {}

  count({ id, previousEventId, type, ...details }: HistoryEvent): void {
    if (details.stateEnteredEventDetails !== undefined) {
      this.statesEntered += 1;
      this.entries.add(id);
    }
    // An attempt that does not follow the state's entry is a retry.
    if (beginnings.test(type) && !this.entries.has(previousEventId)) this.retries += 1;
    const called = details.taskScheduledEventDetails;
    if (called !== undefined) this.callSeconds += secondsOf(this.assumptions, called.resourceType, called.parameters);
  }
}

function sumCounts(counts: readonly Counts[]): ExecutionsUse {
  const sum = (of: (each: Counts) => number): number => counts.reduce((total, each) => total + of(each), 0);
  return {
    executions: counts.length,
    statesEntered: sum((each) => each.statesEntered),
    retries: sum((each) => each.retries),
    callSeconds: sum((each) => each.callSeconds),
  };
}

function kindOfChild(arn: string): Kind {
  return arn.includes(':express:') ? 'express' : 'standard';
}

function endingOf(output: Json | undefined, path: readonly string[]): string {
  const outcome = isJsonObject(output) ? output['outcome'] : undefined;
  return typeof outcome === 'string' ? outcome : (path.at(-1) ?? '');
}
