import type { HistoryEvent } from '../../interpreter';
import { type CaseSuite, checkExpectations, runCase } from '../../interpreter/cases';
import type { CostAssumptions } from '../../language/config';
import type { Meter } from '../../language/cost';
import { isJsonObject, type Json } from '../../language/definition';
import { UserError } from '../../language/diagnostics';
import { addCall, type CallTotal } from './call-use';
import { EventCounts } from './event-counts';
import { type StateUse, stateUses } from './state-use';

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

/** A path, and what each of its states used of it, by name. */
export interface ObservedPath {
  readonly use: PathUse;
  readonly states: ReadonlyMap<string, StateUse>;
}

/**
 * Runs a case in simulated time and counts what it uses: states, retries, and every call by its price. Throws a
 * UserError if the case does not hold: its path then has no meaning.
 */
export async function observePath(
  suite: CaseSuite,
  test: TestCase,
  assumptions: CostAssumptions,
): Promise<ObservedPath> {
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
  const kindOf = (arn: string): Kind => (arn === executionArn ? own : kindOfChild(arn));
  const use = (wanted: Kind): ExecutionsUse => observed.use((arn) => kindOf(arn) === wanted);
  // An Express execution bills no transitions.
  const isStandard = (arn: string): boolean =>
    arn === executionArn ? machine.type !== 'EXPRESS' : kindOfChild(arn) === 'standard';
  const path: PathUse = {
    caseName: test.name,
    ending: endingOf(output, run.path),
    succeeded: status === 'SUCCEEDED',
    parent: use('parent'),
    standardChildren: use('standard'),
    expressChildren: use('express'),
    ...observed.calls,
    needsStandard: observed.calls.needsStandard || observed.seconds > expressLimitSeconds,
  };
  const histories = [...observed.histories].map(([arn, events]) => ({ events, isStandard: isStandard(arn) }));
  return { use: path, states: stateUses(machine.definition, histories, assumptions) };
}

type Kind = 'parent' | 'standard' | 'express';

/** The histories of an execution and its children, as they grow. */
class Observed {
  /** By the ARN of an execution. */
  readonly histories = new Map<string, HistoryEvent[]>();
  readonly calls: CallTotal = { units: {}, inputTokens: 0, outputTokens: 0, needsStandard: false };
  private readonly counts = new Map<string, EventCounts>();
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
    const own = this.counts.get(executionArn) ?? new EventCounts(this.assumptions);
    this.counts.set(executionArn, own);
    own.count(event);
    const events = this.histories.get(executionArn) ?? [];
    events.push(event);
    this.histories.set(executionArn, events);
    this.last = Math.max(this.last, event.timestamp);
    addCall(this.assumptions, this.calls, event);
  }

  /** Of the selected executions. */
  use(isMeant: (executionArn: string) => boolean): ExecutionsUse {
    return sumCounts([...this.counts].filter(([arn]) => isMeant(arn)).map(([, each]) => each));
  }
}

function sumCounts(counts: readonly EventCounts[]): ExecutionsUse {
  const sum = (of: (each: EventCounts) => number): number => counts.reduce((total, each) => total + of(each), 0);
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
