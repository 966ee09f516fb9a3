import type { Shape } from '../services';
import type { States } from '../services/states';

/** Step Functions, as the server calls it: on behalf of the operator. */
export interface ServedStates {
  /** Rejects with ServiceError. `gone` returns a signal that aborts when the client disconnects; most operations do not use it. */
  call(operation: string, input: Shape, gone?: () => AbortSignal): Promise<Shape>;
}

/** What is served, and where. */
export interface Served extends ServedStates {
  readonly states: States;
  /** `http://127.0.0.1:8083`, without a slash at the end. */
  readonly url: string;
  readonly region: string;
  /** Number of executions of an earlier process that go on. */
  readonly resumed: number;
  /** The outputs that are URLs of the app's own APIs, by the output's name. */
  readonly apiUrls?: Readonly<Record<string, string>>;
  /** Aborted when the state cannot be written or read any more. */
  readonly ended: AbortSignal;
  close(): Promise<void>;
}
