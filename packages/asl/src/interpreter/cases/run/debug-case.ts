import type { CallAnswer } from '../../debug/pause';
import type { ReachedState } from '../../debug/state-gate';
import { type AnswerToken, StepDebugger, type Stops } from '../../debug/step-debugger';
import type { HistoryEvent } from '../../history-event';
import { SimulatedClock } from '../../simulated-clock';
import type { TaskCall } from '../../task-handlers';
import { TaskTokenError } from '../../task-token';
import type { Given, MockAnswer } from '../case-file/test-case';
import type { MockTasks, TokenReceiver } from './mock-tasks';
import { withoutMarkVariables } from './observed-definition';
import { type Intervention, type StartedCase, startCase } from './run-case';
import type { TestedMachine } from './tested-machine';

/** How an execution is debugged. */
export interface DebugCaseOptions {
  readonly stops: Stops;
  /** Whether it is held before its first state. */
  readonly pausesAtStart: boolean;
  /** Called when it pauses, and when it goes on. */
  onChange(): void;
  onHistoryEvent?(event: HistoryEvent, executionArn: string): void;
}

/** An execution that is debugged. */
export interface DebuggedCase extends StartedCase {
  readonly stepDebugger: StepDebugger;
  /** The simulated time, milliseconds since 1970. */
  now(): number;
}

/** Starts an execution in simulated time that pauses before states and after calls; its mocks answer what nobody answers instead. */
export function debugCase(machine: TestedMachine, given: Given, options: DebugCaseOptions): DebuggedCase {
  const { stops, pausesAtStart, onChange, onHistoryEvent } = options;
  const clock = new SimulatedClock(given.now);
  let mocks: MockTasks | undefined;
  const upcoming = (state: Pick<TaskCall, 'stateName' | 'mapIndexes'>): CallAnswer | undefined =>
    toCallAnswer(mocks?.upcoming(state));
  const stepDebugger = new StepDebugger({ clock, upcoming, onChange }, { stops, pausesAtStart });
  const intervene = (execution: (executionArn: string) => TokenReceiver): Intervention => {
    const calls = new Map<string, TaskCall>();
    const answerToken: AnswerToken = (call, answer) => {
      // A token is answered after its request was accepted.
      void clock.sleep(0).then(() => send(execution(call.executionArn), call.taskToken as string, answer));
    };
    return {
      gate: { reached: (state) => stepDebugger.reached(unmarked(state)) },
      around: (tasks) => {
        mocks = tasks;
        const handlers = stepDebugger.around(tasks, answerToken);
        return {
          call: (call, signal) => {
            if (call.taskToken !== undefined) calls.set(call.taskToken, call);
            return handlers.call(call, signal);
          },
        };
      },
      receiver: (executionArn) => pausingReceiver(execution(executionArn), { calls, stepDebugger }),
    };
  };
  const follow = (event: HistoryEvent, executionArn: string): void => {
    onHistoryEvent?.(event, executionArn);
    queueMicrotask(() => stepDebugger.lookAgain());
  };
  const started = startCase(machine, given, { clock, intervene, onHistoryEvent: follow });
  return { ...started, stepDebugger, now: () => clock.now() };
}

function unmarked(state: ReachedState): ReachedState {
  const { variables, outerVariables } = state;
  return {
    ...state,
    variables: withoutMarkVariables(variables),
    outerVariables: withoutMarkVariables(outerVariables),
  };
}

interface Answered {
  readonly calls: Map<string, TaskCall>;
  readonly stepDebugger: StepDebugger;
}

/** Passes answers by task token on, after a pause if there is one. */
function pausingReceiver(receiver: TokenReceiver, { calls, stepDebugger }: Answered): TokenReceiver {
  const pass = (token: string, answer: CallAnswer): void => {
    const call = calls.get(token);
    if (call === undefined) {
      send(receiver, token, answer);
      return;
    }
    calls.delete(token);
    void stepDebugger.answered(call, { answer }, () => true).then((given) => send(receiver, token, given));
  };
  return {
    sendTaskHeartbeat: (token) => receiver.sendTaskHeartbeat(token),
    sendTaskSuccess: (token, result) => pass(token, { result }),
    sendTaskFailure: (token, { error = '', cause }) =>
      pass(token, { error, ...(cause === undefined ? {} : { cause }) }),
  };
}

function send(receiver: TokenReceiver, token: string, answer: CallAnswer): void {
  try {
    if ('result' in answer) receiver.sendTaskSuccess(token, answer.result);
    else receiver.sendTaskFailure(token, answer);
  } catch (error) {
    // The attempt has ended: this answer is not used any more.
    if (!(error instanceof TaskTokenError)) throw error;
  }
}

function toCallAnswer(answer: MockAnswer | undefined): CallAnswer | undefined {
  if (answer === undefined || answer.timeout === true) return undefined;
  return answer.throw ?? { result: answer.return ?? null };
}
