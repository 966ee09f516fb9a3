import { randomUUID } from 'node:crypto';
import { memberOf } from '@document-pipelines/asl/definition';
import { realClock, systemRandom } from '@document-pipelines/asl/interpreter';
import { type OnTrouble, ServiceError, type Services } from '../services';
import { createStates, type States, type StatesOptions } from '../services/states';
import { RunEnd } from '../state-failure';
import { createTaskHandlers } from '../task-handlers';
import { callStates } from './call-states';
import type { ServedStates } from './served-states';

/** Options of Step Functions without an app. */
export interface StandaloneOptions {
  /** Absent: everything is in memory. */
  readonly stateFolder?: string;
  readonly testCase?: StatesOptions['testCase'];
  readonly activityPollSeconds?: number;
  readonly onHistoryEvent?: StatesOptions['onHistoryEvent'];
  /** Called for errors outside of requests. */
  readonly onDefect?: OnTrouble;
}

/** Step Functions by itself. */
export interface Standalone extends ServedStates {
  readonly states: States;
  /** Aborted when the state folder cannot be written or read any more; the reason is a StateFailure. */
  readonly ended: AbortSignal;
  close(): Promise<void>;
}

/** The account and region of machines without a stack. */
export const standaloneAccount = { partition: 'aws', region: 'us-east-1', account: '123456789012' } as const;

/**
 * Creates Step Functions without other services: roles are not checked, and a Task that calls another service fails with an error that
 * names it.
 */
export function startStandalone(options: StandaloneOptions = {}): Standalone {
  const { stateFolder, onDefect, ...rest } = options;
  const end = new RunEnd(stateFolder);
  const services: Services = {
    register: () => undefined,
    call: async (service, operation, input, caller, gone) => {
      const found = service === 'states' ? memberOf(states.service.operations, operation) : undefined;
      if (found === undefined) throw notServed(service, operation);
      return end.during(() => found.run(input, caller, gone));
    },
  };
  const states: States = createStates({
    ...rest,
    localAccount: { ...standaloneAccount, ...(stateFolder === undefined ? {} : { stateFolder }) },
    clock: realClock,
    random: systemRandom,
    policies: { allowsAssume: () => ({ allowed: true }), allowsRole: () => ({ allowed: true }) },
    tasks: createTaskHandlers({
      services,
      requestId: randomUUID,
      executionEnded: (executionArn) => states.executionEnded(executionArn),
    }),
    onFailure: (error) => end.take(error),
    onDefect(message, error) {
      end.take(error);
      if (!end.signal.aborted) onDefect?.(message);
    },
  });
  end.signal.addEventListener('abort', () => states.abandon());
  return { states, ended: end.signal, call: callStates(states, services), close: () => states.close() };
}

function notServed(service: string, operation: string): ServiceError {
  return new ServiceError(
    'NotModelledError',
    `${service}:${operation} is not served here: start with --env NAME to apply the app's own services, or answer the state with --mock-config FILE`,
    501,
  );
}
