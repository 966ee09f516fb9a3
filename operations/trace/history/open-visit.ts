import type { ErrorDetails } from '@document-pipelines/asl/interpreter';
import { failureOf, type HistoryEntry, isoTime } from './history-entry';
import type { Attempt, FailedIteration, PersonsDecision, StateVisit, VisitCall } from './state-visit';

type Changing<Value> = { -readonly [Name in keyof Value]: Value[Name] };

/** A visit while its events are read. Guards that an event changes the attempt that it belongs to. */
export class OpenVisit {
  readonly attempts: Changing<Attempt>[] = [];
  readonly counts = { total: 0, succeeded: 0, failed: 0, aborted: 0, retries: 0 };
  readonly failures: FailedIteration[] = [];
  call: VisitCall | undefined;
  mapRunArn: string | undefined;
  startedExecutionArn: string | undefined;
  decision: PersonsDecision | undefined;
  exitedAt: number | undefined;
  output: string | undefined;

  constructor(
    readonly stateName: string,
    private readonly entered: HistoryEntry,
    /** The Parallel or Map that it is in. */
    readonly parent: OpenVisit | undefined,
    /** The iteration of that Map. */
    readonly iteration: number | undefined,
  ) {}

  get type(): string {
    return this.entered.type.replace('StateEntered', '');
  }

  /** Whether it is in an iteration, at any depth. */
  get isInIteration(): boolean {
    return this.iteration !== undefined || this.parent?.isInIteration === true;
  }

  get depth(): number {
    return this.parent === undefined ? 0 : this.parent.depth + 1;
  }

  begin({ timestamp }: HistoryEntry): void {
    const last = this.attempts.at(-1);
    const pause = last?.endedAt === undefined ? {} : { pauseSeconds: (timestamp - Date.parse(last.endedAt)) / 1000 };
    this.attempts.push({ startedAt: isoTime(timestamp), ...pause });
  }

  fail({ timestamp }: HistoryEntry, { error, cause }: ErrorDetails): void {
    // An expression can fail before the first attempt.
    if (this.attempts.length === 0) this.attempts.push({ startedAt: isoTime(timestamp) });
    const attempt = this.attempts.at(-1)!;
    attempt.endedAt = isoTime(timestamp);
    if (error !== undefined) attempt.error = error;
    if (cause !== undefined) attempt.cause = cause;
  }

  submit({ timestamp }: HistoryEntry): void {
    const attempt = this.attempts.at(-1);
    if (attempt !== undefined) attempt.submittedAt = isoTime(timestamp);
  }

  succeed({ timestamp }: HistoryEntry, requestId: string | undefined): void {
    const attempt = this.attempts.at(-1);
    if (attempt === undefined) return;
    attempt.endedAt = isoTime(timestamp);
    if (requestId !== undefined) attempt.requestId = requestId;
  }

  /** The last error in it; of a Parallel or Map whose error has no details, undefined. */
  get lastFailure(): ErrorDetails | undefined {
    const { error, cause } = this.attempts.findLast((attempt) => attempt.error !== undefined) ?? {};
    return error === undefined ? undefined : { error, ...(cause === undefined ? {} : { cause }) };
  }

  /** The visit as it is reported; its texts only with `data`. */
  toVisit(data: boolean): StateVisit {
    const { stateName, type, depth, attempts, call, counts, failures, startedExecutionArn, decision } = this;
    const input = this.entered.stateEnteredEventDetails?.input;
    return {
      stateName,
      type,
      depth,
      enteredAt: isoTime(this.entered.timestamp),
      ...(this.exitedAt === undefined ? {} : { exitedAt: isoTime(this.exitedAt) }),
      attempts,
      ...(call === undefined ? {} : { call }),
      ...(type === 'Map' && this.mapRunArn === undefined ? { iterations: { ...counts, failures } } : {}),
      ...(this.mapRunArn === undefined ? {} : { mapRun: { mapRunArn: this.mapRunArn } }),
      ...(startedExecutionArn === undefined ? {} : { startedExecutionArn }),
      ...(decision === undefined ? {} : { decision }),
      logs: [],
      ...(data && input !== undefined ? { input } : {}),
      ...(data && this.output !== undefined ? { output: this.output } : {}),
    };
  }
}

/** Applies the events of a task to its visit. */
export function applyTaskEvent(visit: OpenVisit, event: HistoryEntry): void {
  const { taskScheduledEventDetails: scheduled, taskSubmittedEventDetails: submitted } = event;
  const { lambdaFunctionScheduledEventDetails: invoked, taskSucceededEventDetails: succeeded } = event;
  const failure = failureOf(event);
  if (scheduled !== undefined) {
    const functionName = functionIn(scheduled.parameters);
    const { resourceType, resource } = scheduled;
    visit.call = { resourceType, resource, ...(functionName === undefined ? {} : { functionName }) };
  }
  if (invoked !== undefined) {
    const functionName = functionNamed(invoked.resource);
    visit.call = { resourceType: 'lambda', resource: 'invoke', functionName };
  }
  if (submitted !== undefined) {
    visit.submit(event);
    visit.startedExecutionArn ??= executionIn(submitted.output);
  }
  if (succeeded !== undefined) {
    const output = membersOf(succeeded.output);
    visit.succeed(event, requestIdIn(output));
    visit.startedExecutionArn ??= executionIn(succeeded.output);
    visit.decision = decisionIn(output);
  }
  if (failure !== undefined) visit.fail(event, failure);
}

type Members = Readonly<Record<string, unknown>>;

/** Returns the members of a JSON object; none of any other text: AWS cuts what is too long. */
function membersOf(text: string | undefined): Members {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Members) : {};
  } catch {
    return {};
  }
}

function functionIn(parameters: string): string | undefined {
  const { FunctionName: named } = membersOf(parameters);
  return typeof named === 'string' ? functionNamed(named) : undefined;
}

function functionNamed(nameOrArn: string): string {
  return /:function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn.split(':')[0] ?? nameOrArn;
}

function executionIn(output: string | undefined): string | undefined {
  const { ExecutionArn: executionArn } = membersOf(output);
  return typeof executionArn === 'string' ? executionArn : undefined;
}

function requestIdIn({ SdkResponseMetadata: metadata }: Members): string | undefined {
  const { RequestId: requestId } = (metadata ?? {}) as Members;
  return typeof requestId === 'string' ? requestId : undefined;
}

function decisionIn({ decision, reviewer, decidedAt }: Members): PersonsDecision | undefined {
  if (typeof decision !== 'string' || typeof reviewer !== 'string') return undefined;
  return { decision, reviewer, ...(typeof decidedAt === 'string' ? { decidedAt } : {}) };
}
