import { beginsAttempt, endingOf, type ReadEvent, textIn } from './history';

/** One attempt of a state: a call and its answer, or all branches of a Parallel. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly status: 'succeeded' | 'failed' | 'timedOut' | 'aborted' | 'running';
  /** Milliseconds since the end of the attempt before: what its retrier waited. */
  readonly delay?: number;
  readonly error?: string;
  readonly cause?: string;
  /** The event with the call: `TaskScheduled`, `LambdaFunctionScheduled` … */
  readonly call?: ReadEvent;
  /** The event with the answer, or with the failure. */
  readonly answer?: ReadEvent;
  /** The event after which a `.sync` or `.waitForTaskToken` call is waited for. */
  readonly submitted?: ReadEvent;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Collects the attempts of one visit from its events, in their order. */
export class AttemptReader {
  private readonly attempts: Writable<Attempt>[] = [];

  /** Whether the last attempt is over, or none has begun. */
  get hasEnded(): boolean {
    const last = this.attempts.at(-1);
    return last === undefined || last.status !== 'running';
  }

  read(event: ReadEvent): void {
    if (beginsAttempt(event.type)) this.begin(event);
    else if (event.type === 'TaskSubmitted') this.change({ submitted: event });
    else if (event.type === 'EvaluationFailed') this.failToEvaluate(event);
    else {
      const status = endingOf(event);
      if (status !== undefined) this.finish(event, status);
    }
  }

  /** The attempts. Called when the history has been read. */
  end(): readonly Attempt[] {
    return this.attempts;
  }

  private begin(event: ReadEvent): void {
    const former = this.attempts.at(-1);
    // A Distributed Map starts its state and its Map Run.
    if (former?.status === 'running' && event.type === 'MapRunStarted') return;
    this.add(event.timestamp);
    this.change({ call: event });
  }

  private add(startedAt: number): void {
    const former = this.attempts.at(-1)?.endedAt;
    const delay = former === undefined ? {} : { delay: startedAt - former };
    this.attempts.push({ number: this.attempts.length + 1, startedAt, status: 'running', ...delay });
  }

  /** Of the arguments, before anything was called, or of the result of a call that succeeded. */
  private failToEvaluate(event: ReadEvent): void {
    if (this.attempts.at(-1)?.status !== 'succeeded') this.add(event.timestamp);
    const { answer = event } = this.attempts.at(-1) ?? {};
    this.finish(event, 'failed');
    this.change({ answer });
  }

  private finish(event: ReadEvent, status: Attempt['status']): void {
    if (this.attempts.length === 0) this.add(event.timestamp);
    const error = textIn(event, 'error') ?? (status === 'timedOut' ? 'States.Timeout' : undefined);
    const cause = textIn(event, 'cause');
    this.change({
      status,
      endedAt: event.timestamp,
      answer: event,
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
  }

  private change(change: Partial<Attempt>): void {
    Object.assign(this.attempts.at(-1) ?? {}, change);
  }
}
