import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '@document-pipelines/asl/definition';
import { type ModelChoice, openConverse } from '../environment/choose-converse';
import type { Console } from '../environment/console';
import type { Project } from '../environment/project';
import { startOptions } from '../environment/start-options';
import { synthesise } from '../environment/synthesise';
import type { StatesOptions } from '../services/states';
import { type StartLocalOptions, startLocal } from '../start-local';
import { callStates } from './call-states';
import type { Served } from './served-states';

/** The app that is applied, and where its services listen. */
export interface EnvironmentRequest {
  readonly project: Project;
  readonly environment: string;
  readonly host: string;
  readonly port: number;
  /** Resource types that are left out. */
  readonly without: readonly string[];
  /** Absent: a folder that is removed at the end. */
  readonly stateFolder?: string;
  readonly testCase?: StatesOptions['testCase'];
  /** The model; absent: the project's own. */
  readonly choice?: ModelChoice;
  readonly onHistoryEvent: NonNullable<StartLocalOptions['onHistoryEvent']>;
  readonly console: Pick<Console, 'say'>;
  readonly signal: AbortSignal;
}

/** Synthesises and applies an environment's stack, as `asl local run` does, and serves all its services at one port. */
export async function serveEnvironment(request: EnvironmentRequest): Promise<Served> {
  const { project, environment, host, port, without, choice, console, signal, testCase, onHistoryEvent } = request;
  await synthesise(project, signal);
  const options = startOptions(project, environment, console);
  const converse = await openConverse(choice, { console, signal });
  const folder = request.stateFolder ?? mkdtempSync(join(tmpdir(), 'asl-serve-'));
  const forget = (): void => {
    if (request.stateFolder === undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const local = await startLocal({
      ...options,
      stateFolder: folder,
      host,
      port,
      onHistoryEvent,
      without,
      command: 'asl local serve',
      ...converse,
      ...(testCase === undefined ? {} : { testCase }),
    });
    return {
      call: callStates(local.states, local.services),
      states: local.states,
      url: local.endpointUrl,
      region: local.app.region,
      apiUrls: urlsBelow(local.endpointUrl, local.outputs),
      resumed: local.resumed,
      ended: local.ended,
      async close() {
        await local.close();
        forget();
      },
    };
  } catch (error) {
    forget();
    throw error;
  }
}

function urlsBelow(base: string, outputs: Readonly<Record<string, Json>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, value]) =>
      typeof value === 'string' && value.startsWith(`${base}/_`) ? [[name, value]] : [],
    ),
  );
}
