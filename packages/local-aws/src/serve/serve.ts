import { once } from 'node:events';
import { resolve } from 'node:path';
import { CannotRunError } from '../environment/cannot-run-error';
import type { ModelChoice } from '../environment/choose-converse';
import type { Console } from '../environment/console';
import { findProject, type Project } from '../environment/project';
import { projectDescription } from '../environment/project-modules';
import { createDefinitions } from './create-definitions';
import { introduce } from './introduce';
import { serveEnvironment } from './serve-environment';
import { serveStandalone } from './serve-standalone';
import type { Served } from './served-states';
import { readTestCases } from './test-cases';
import { type ExecutionsOnConsole, watchExecutions } from './watch/watch-executions';

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
  /** Print what happens to executions as JSON, one object a line. */
  readonly json: boolean;
  readonly console: Console;
  readonly signal: AbortSignal;
}

/**
 * Serves the Step Functions API, with an environment all services of its stack, at one port until the signal is aborted; the exit
 * status is 0. Prints what happens to executions. Throws StateFailure.
 */
export async function serve(options: ServeOptions): Promise<number> {
  const { console, signal, cwd, json, environment } = options;
  const project = environment === undefined ? undefined : findProject(cwd);
  const describe = project === undefined ? undefined : projectDescription(project);
  const watch = watchExecutions({
    console,
    json,
    ...(environment === undefined ? {} : { environment }),
    ...(describe === undefined ? {} : { describe }),
  });
  const served = await openServed(options, project, watch);
  try {
    const paths = options.definitions.map((path) => resolve(cwd, path));
    const created = await createDefinitions(served, paths);
    introduce(options, served, created);
    watch.begin(served.states);
    const ended = AbortSignal.any([signal, served.ended]);
    if (!ended.aborted) await once(ended, 'abort');
    served.ended.throwIfAborted();
    watch.end();
    console.say('asl local serve: stopped');
  } finally {
    await served.close();
  }
  return 0;
}

async function openServed(
  options: ServeOptions,
  project: Project | undefined,
  { onHistoryEvent }: ExecutionsOnConsole,
): Promise<Served> {
  const { cwd, host, port, environment, without, state, mockConfig, choice, console, signal } = options;
  const shared = {
    host,
    port,
    onHistoryEvent,
    ...(state === undefined ? {} : { stateFolder: resolve(cwd, state) }),
    ...(mockConfig === undefined ? {} : { testCase: readTestCases(resolve(cwd, mockConfig)) }),
  };
  if (environment === undefined || project === undefined) {
    if (choice?.modelServer !== undefined || choice?.model !== undefined)
      throw new CannotRunError('--model-server and --model require --env');
    if (without.length > 0) throw new CannotRunError('--without requires --env');
    return serveStandalone({ ...shared, onDefect: (message) => console.say(`! ${message}`) });
  }
  console.say(`asl local serve: synthesising and applying ${environment} …`);
  console.doing({ line: () => `synthesising and applying ${environment}` });
  const chosen = choice === undefined ? {} : { choice };
  return serveEnvironment({ ...shared, ...chosen, project, environment, without, console, signal });
}
