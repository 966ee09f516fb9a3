import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '@document-pipelines/asl/definition';
import { type ModelChoice, openConverse } from '../environment/choose-converse';
import type { Console } from '../environment/console';
import { findProject } from '../environment/project';
import { startOptions } from '../environment/start-options';
import { synthesise } from '../environment/synthesise';
import type { StatesOptions } from '../services/states';
import { startLocal } from '../start-local';
import { callStates } from './call-states';
import type { ServedStates } from './served-states';

/** The app that is applied before Step Functions is served. */
export interface EnvironmentRequest {
  readonly cwd: string;
  readonly environment: string;
  /** Resource types that are left out. */
  readonly without: readonly string[];
  /** Absent: a folder that is removed at the end. */
  readonly stateFolder?: string;
  readonly testCase?: StatesOptions['testCase'];
  /** The model; absent: the project's own. */
  readonly choice?: ModelChoice;
  readonly console: Pick<Console, 'say'>;
  readonly signal: AbortSignal;
}

/** Step Functions with the services of the applied app. */
export interface ServedEnvironment extends ServedStates {
  /** The endpoint of the app's other services: S3, SQS, Lambda … */
  readonly servicesUrl: string;
  /** The outputs that are URLs of the app's own APIs there, by the output's name. */
  readonly apiUrls: Readonly<Record<string, string>>;
  readonly resumed: number;
  /** Aborted when the state cannot be written or read any more. */
  readonly ended: AbortSignal;
  close(): Promise<void>;
}

/** Synthesises and applies an environment's stack, as `asl local run` does. */
export async function serveEnvironment(request: EnvironmentRequest): Promise<ServedEnvironment> {
  const { cwd, environment, without, choice, console, signal, testCase } = request;
  const project = findProject(cwd);
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
      without,
      command: 'asl local serve',
      ...converse,
      ...(testCase === undefined ? {} : { testCase }),
    });
    return {
      call: callStates(local.states, local.services),
      servicesUrl: local.endpointUrl,
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
