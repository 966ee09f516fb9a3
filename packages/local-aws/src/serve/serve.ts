import { once } from 'node:events';
import { resolve } from 'node:path';
import { CannotRunError } from '../environment/cannot-run-error';
import type { ModelChoice } from '../environment/choose-converse';
import type { Console } from '../environment/console';
import { lockState } from '../state-lock';
import { type CreatedDefinition, createDefinitions } from './create-definitions';
import { serveEnvironment } from './serve-environment';
import type { ServedStates } from './served-states';
import { startStandalone } from './standalone';
import { isLoopback, startServer } from './start-server';
import { readTestCases } from './test-cases';

/** How `asl local serve` is called. */
export interface ServeOptions {
  readonly cwd: string;
  readonly host: string;
  readonly port: number;
  /** Files and folders of definitions to make state machines of. */
  readonly definitions: readonly string[];
  /** The environment whose stack is applied first; absent: Step Functions by itself. */
  readonly environment?: string;
  /** With `environment`: resource types that are left out. */
  readonly without: readonly string[];
  /** Folder of the state; absent: in memory. */
  readonly state?: string;
  /** A MockConfigFile.json. */
  readonly mockConfig?: string;
  /** The model that the environment's machines call; absent: the project's own. */
  readonly choice?: ModelChoice;
  readonly console: Console;
  readonly signal: AbortSignal;
}

/** Serves the Step Functions API until the signal is aborted; the exit status is 0. Throws StateFailure. */
export async function serve(options: ServeOptions): Promise<number> {
  const { host, port, console, signal, cwd } = options;
  const states = await openStates(options);
  try {
    const paths = options.definitions.map((path) => resolve(cwd, path));
    const created = await createDefinitions(states, paths);
    const server = await startServer(states, { host, port });
    try {
      introduce(options, server.url, { states, created });
      const ended = AbortSignal.any([signal, states.ended]);
      if (!ended.aborted) await once(ended, 'abort');
      states.ended.throwIfAborted();
      console.say('asl local serve: stopped');
    } finally {
      await server.close();
    }
  } finally {
    await states.close();
  }
  return 0;
}

interface OpenStates extends ServedStates {
  readonly servicesUrl?: string;
  readonly apiUrls?: Readonly<Record<string, string>>;
  readonly resumed?: number;
  readonly ended: AbortSignal;
  close(): Promise<void>;
}

async function openStates(options: ServeOptions): Promise<OpenStates> {
  const { cwd, environment, without, state, mockConfig, choice, console, signal } = options;
  const shared = {
    ...(state === undefined ? {} : { stateFolder: resolve(cwd, state) }),
    ...(mockConfig === undefined ? {} : { testCase: readTestCases(resolve(cwd, mockConfig)) }),
  };
  if (environment === undefined) {
    if (choice?.modelServer !== undefined || choice?.model !== undefined)
      throw new CannotRunError('--model-server and --model require --env');
    if (without.length > 0) throw new CannotRunError('--without requires --env');
    return openStandalone(shared, (message) => console.say(`! ${message}`));
  }
  console.say(`asl local serve: synthesising and applying ${environment} …`);
  console.doing({ line: () => `synthesising and applying ${environment}` });
  const chosen = choice === undefined ? {} : { choice };
  return serveEnvironment({ ...shared, ...chosen, cwd, environment, without, console, signal });
}

async function openStandalone(
  options: Omit<Parameters<typeof startStandalone>[0] & object, 'onDefect'>,
  onDefect: (message: string) => void,
): Promise<OpenStates> {
  const { stateFolder } = options;
  const unlock = stateFolder === undefined ? () => undefined : lockState(stateFolder, 'asl local serve');
  const standalone = startStandalone({ ...options, onDefect });
  const resumed = await standalone.states.resume();
  return {
    call: standalone.call,
    resumed,
    ended: standalone.ended,
    async close() {
      await standalone.close();
      unlock();
    },
  };
}

interface Served {
  readonly states: OpenStates;
  readonly created: readonly CreatedDefinition[];
}

function introduce({ host, console, state, mockConfig }: ServeOptions, url: string, { states, created }: Served): void {
  console.doing(undefined);
  if (!isLoopback(host))
    console.say(
      `! anyone who reaches ${host} can start executions here, without credentials: only do this in a network you trust`,
    );
  for (const { stateMachineArn, file, assumed } of created) {
    console.say(`${stateMachineArn}  (${file})`);
    for (const { name, value } of assumed) console.say(`  \${${name}} has no value; used: ${JSON.stringify(value)}`);
  }
  if (states.resumed !== undefined && states.resumed > 0) console.say(`continuing ${states.resumed} execution(s)`);
  if (states.servicesUrl !== undefined) console.say(`the app's other services: ${states.servicesUrl}`);
  for (const [name, apiUrl] of Object.entries(states.apiUrls ?? {})) console.say(`  ${name}: ${apiUrl}`);
  if (mockConfig !== undefined) console.say(`test cases of ${mockConfig}: StartExecution with <ARN>#<test case>`);
  console.say(
    `asl local serve: Step Functions on ${url} (${state === undefined ? 'in memory' : state}); press Ctrl-C to stop`,
  );
  console.say(`  aws stepfunctions list-state-machines --endpoint-url ${url} --region us-east-1`);
}
