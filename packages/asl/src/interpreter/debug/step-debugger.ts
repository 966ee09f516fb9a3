import type { Json } from '../../language/definition';
import { StatesError } from '../../language/expressions';
import type { Clock } from '../clock';
import type { TaskCall, TaskHandlers } from '../task-handlers';
import type { CallAnswer, Pause, PauseAfterCall, PauseBeforeState, PauseChanges } from './pause';
import type { ReachedState, StateChanges, StateGate } from './state-gate';

/** What a debugger needs to know of the execution that it holds. */
export interface Debugged {
  readonly clock: Clock;
  /** What would answer the state's next call; undefined if nothing does. */
  upcoming(state: Pick<TaskCall, 'stateName' | 'mapIndexes'>): CallAnswer | undefined;
  /** Called when it pauses, and when it goes on. */
  onChange(): void;
}

/** Where a debugger pauses. */
export interface Stops {
  /** Names of states. */
  readonly breakpoints: ReadonlySet<string>;
  /** Whether it pauses after a call that failed. */
  readonly onErrors: boolean;
}

/** Delivers the answer to a call that waits for a task token. */
export type AnswerToken = (call: TaskCall, answer: CallAnswer) => void;

type Place = Omit<PauseBeforeState, PauseFacts> | Omit<PauseAfterCall, PauseFacts>;
type PauseFacts = 'id' | 'at' | 'reason';

interface Waiting {
  readonly place: Place;
  isWanted(): boolean;
  goOn(changes: PauseChanges): void;
}

/**
 * Holds an execution before its states and after its calls. Guards that one scope is paused at a time and that the others wait behind it
 * in the order in which they arrived, so that the same commands lead through the same states, and that no simulated time passes meanwhile.
 */
export class StepDebugger implements StateGate {
  stops: Stops;
  private mode: 'start' | 'step' | 'continue';
  private paused?: { readonly pause: Pause; readonly waiting: Waiting };
  private readonly queue: Waiting[] = [];
  private readonly answers = new Map<string, CallAnswer>();
  private count = 0;

  constructor(
    private readonly debugged: Debugged,
    { stops, pausesAtStart }: { readonly stops: Stops; readonly pausesAtStart: boolean },
  ) {
    this.stops = stops;
    this.mode = pausesAtStart ? 'start' : 'continue';
  }

  /** Where it is held; undefined while it runs. */
  get pause(): Pause | undefined {
    return this.paused?.pause;
  }

  /** The other scopes that have arrived at a state or an answer, in their order. */
  get behind(): readonly { readonly stateName: string; readonly mapIndexes: readonly number[] }[] {
    return this.queue.map(({ place: { stateName, mapIndexes } }) => ({ stateName, mapIndexes }));
  }

  /** Goes on, to the next stop or by one step. Returns false if it is not paused. */
  resume(mode: 'step' | 'continue', changes: PauseChanges = {}): boolean {
    const { paused } = this;
    if (paused === undefined) return false;
    this.mode = mode;
    this.paused = undefined;
    paused.waiting.goOn(changes);
    this.takeNext();
    this.debugged.onChange();
    return true;
  }

  /** Looks whether what is paused has been aborted meanwhile: then the next scope is taken. */
  lookAgain(): void {
    if (this.paused === undefined || this.paused.waiting.isWanted()) return;
    this.paused = undefined;
    this.takeNext();
    this.debugged.onChange();
  }

  reached(state: ReachedState): Promise<StateChanges> | undefined {
    const { isWanted, ...shown } = state;
    const upcoming = state.type === 'Task' ? this.debugged.upcoming(state) : undefined;
    const place = { kind: 'beforeState' as const, ...shown, ...(upcoming === undefined ? {} : { upcoming }) };
    if (this.goesOn(place)) return undefined;
    return new Promise((resolve) => {
      const goOn = ({ answer, ...changes }: PauseChanges): void => {
        if (answer !== undefined) this.answers.set(callKey(state), answer);
        resolve(changes);
      };
      this.add({ place, isWanted, goOn });
    });
  }

  /** Task handlers that pause after each call. `answerToken`: how an answer by task token is delivered. */
  around(tasks: TaskHandlers, answerToken: AnswerToken): TaskHandlers {
    return {
      call: async (call, signal) => {
        const given = this.answers.get(callKey(call));
        if (given === undefined) return this.ask(call, signal, { tasks, answerToken });
        this.answers.delete(callKey(call));
        return this.deliver(call, given, answerToken);
      },
    };
  }

  /** Returns the answer to a call, after a pause if there is one. */
  async answered(
    call: Pick<TaskCall, 'stateName' | 'executionArn' | 'mapIndexes' | 'retryCount' | 'arguments'>,
    found: { readonly answer?: CallAnswer; readonly problem?: string },
    isWanted: () => boolean,
  ): Promise<CallAnswer> {
    const { stateName, executionArn, mapIndexes, retryCount } = call;
    const shown = { stateName, executionArn, mapIndexes, attempt: retryCount + 1, arguments: call.arguments };
    const place = { kind: 'afterCall' as const, type: 'Task' as const, ...shown, ...found };
    if (found.answer !== undefined && this.goesOn(place)) return found.answer;
    const wait = (): Promise<PauseChanges> => new Promise((goOn) => this.add({ place, isWanted, goOn }));
    const { clock } = this.debugged;
    const { answer = found.answer } = await (clock.standStillDuring === undefined
      ? wait()
      : clock.standStillDuring(wait));
    return answer ?? { error: 'States.TaskFailed', cause: 'no answer was given' };
  }

  private async ask(
    call: TaskCall,
    signal: AbortSignal,
    { tasks, answerToken }: { readonly tasks: TaskHandlers; readonly answerToken: AnswerToken },
  ): Promise<Json> {
    const isWanted = (): boolean => !signal.aborted;
    // A call that is aborted settles after its execution has gone on.
    signal.addEventListener('abort', () => queueMicrotask(() => this.lookAgain()), { once: true });
    const found = await answerOf(() => tasks.call(call, signal));
    // The answer comes by the token.
    if (call.taskToken !== undefined && 'answer' in found && 'result' in found.answer) return found.answer.result;
    if (!isWanted()) throw signal.reason;
    return this.deliver(call, await this.answered(call, found, isWanted), answerToken);
  }

  private deliver(call: TaskCall, answer: CallAnswer, answerToken: AnswerToken): Json {
    if (call.taskToken === undefined) return toResult(answer);
    answerToken(call, answer);
    return {};
  }

  private goesOn(place: Place): boolean {
    return this.paused === undefined && this.reasonFor(place) === undefined;
  }

  private add(waiting: Waiting): void {
    this.queue.push(waiting);
    if (this.paused !== undefined) return;
    this.takeNext();
    this.debugged.onChange();
  }

  /** Lets waiting scopes go on until one pauses. */
  private takeNext(): void {
    for (let waiting = this.queue.shift(); waiting !== undefined; waiting = this.queue.shift()) {
      const reason = waiting.isWanted() ? this.reasonFor(waiting.place) : undefined;
      if (reason !== undefined) {
        const pause = { ...waiting.place, id: ++this.count, at: this.debugged.clock.now(), reason } as Pause;
        this.paused = { pause, waiting };
        return;
      }
      waiting.goOn({});
    }
  }

  private reasonFor(place: Place): Pause['reason'] | undefined {
    if (place.kind === 'afterCall') {
      if (place.answer === undefined) return 'noAnswer';
      if (this.mode === 'step') return 'step';
      return 'error' in place.answer && this.stops.onErrors ? 'error' : undefined;
    }
    if (this.stops.breakpoints.has(place.stateName)) return 'breakpoint';
    return this.mode === 'continue' ? undefined : this.mode;
  }
}

/** The outcome of a call; a rejection that is no StatesError is a call that nothing answers. */
async function answerOf(
  call: () => Promise<Json>,
): Promise<{ readonly answer: CallAnswer } | { readonly problem: string }> {
  try {
    return { answer: { result: await call() } };
  } catch (thrown) {
    if (!(thrown instanceof StatesError)) return { problem: thrown instanceof Error ? thrown.message : String(thrown) };
    const { error, cause } = thrown;
    return { answer: { error, ...(cause === undefined ? {} : { cause }) } };
  }
}

function toResult(answer: CallAnswer): Json {
  if ('result' in answer) return answer.result;
  throw new StatesError(answer.error, answer.cause);
}

function callKey({
  stateName,
  mapIndexes,
  executionArn,
}: Pick<TaskCall, 'stateName' | 'mapIndexes' | 'executionArn'>): string {
  return JSON.stringify([executionArn, stateName, mapIndexes]);
}
