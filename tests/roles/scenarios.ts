import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Json } from '@document-pipelines/asl/definition';
import { type Local, type RoleGrant, type StartLocalOptions, startLocal } from '@document-pipelines/local-aws';
import { parse } from 'yaml';
import { createConverse } from '../../offline-reader';
import { keptChecks } from '../kept-checks';
import { type App, retryNever } from './change-policies';

/** Work for a local environment: what is sent to it after its start. */
export interface Scenario {
  readonly name: string;
  readonly send: (local: Local, root: string, until: Until) => Promise<void>;
}

/** Waits until an environment has nothing left to do, or the time of the run is over. */
type Until = (local: Local) => Promise<void>;

/** How a scenario ended: each execution in words, and what went wrong outside of executions. */
export interface ScenarioEnd {
  readonly outcomes: readonly string[];
  readonly grants: readonly RoleGrant[];
}

const operator = { kind: 'operator' } as const;
const documents = ['invoice.pdf', 'contract.pdf', 'wrong-sums.pdf', 'scanned-invoice.pdf', 'empty.pdf'];
const machines = ['agent-pipeline', 'batch-inference', 'train-model', 'batch-pipeline'];

export const scenarios: readonly Scenario[] = [
  {
    name: 'documents',
    send: async (local, root) => {
      for (const name of documents) {
        const Body = readFileSync(join(root, 'samples', name));
        const Bucket = local.outputs['document_bucket_name'];
        await local.services.call('s3', 'PutObject', { Bucket, Key: `incoming/${name}`, Body }, operator);
      }
    },
  },
  ...machines.map((machine): Scenario => ({ name: machine, send: (...run) => sendRuns(machine, ...run) })),
];

interface Run {
  readonly input?: Json;
  readonly upload?: readonly { readonly file: string; readonly bucket: string; readonly key: string }[];
}

/** Starts the executions of a machine's samples; answers of people and requests over HTTP are left out. */
async function sendRuns(machine: string, local: Local, root: string, until: Until): Promise<void> {
  const folder = join(root, 'samples', machine);
  const { runs } = parse(readFileSync(join(folder, 'run.yaml'), 'utf8')) as { readonly runs: readonly Run[] };
  for (const { input, upload = [] } of runs) {
    for (const { file, bucket, key } of upload) {
      const put = { Bucket: filled(bucket, local), Key: key, Body: readFileSync(join(folder, file)) };
      await local.services.call('s3', 'PutObject', put, operator);
    }
    if (input === undefined) continue;
    const { partition, region, account } = local.localAccount;
    const stateMachineArn = `arn:${partition}:states:${region}:${account}:stateMachine:dev-${machine}`;
    const request = { stateMachineArn, input: filled(JSON.stringify(input), local) };
    await local.services.call('states', 'StartExecution', request, operator);
    await until(local);
  }
}

function filled(text: string, { outputs }: Local): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => String(outputs[name] ?? whole));
}

/**
 * Runs a scenario in an environment of its own, with a change of the stack. An environment that does not start has this as its outcome; what
 * still waits after `limitSeconds`, such as an execution whose callback was denied, is RUNNING.
 */
export async function runScenario(
  { send }: Scenario,
  { root, folder, change, bedrockScript, limitSeconds }: ScenarioOptions,
): Promise<ScenarioEnd> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'roles-'));
  const troubles: string[] = [];
  let local: Local | undefined;
  const end = new AbortController();
  try {
    local = await startLocal({
      stackFolder: join(folder, 'stacks', 'dev'),
      stateFolder,
      command: 'npm run roles',
      converse: createConverse(),
      ...(bedrockScript === undefined ? {} : { bedrockScript }),
      checks: keptChecks,
      onTrouble: (message) => troubles.push(message),
      change: (app) => retryNever(change?.(app) ?? app),
    });
    const limit =
      limitSeconds === undefined ? [] : [setTimeout(limitSeconds * 1000, undefined, end).catch(() => undefined)];
    const until: Until = async (running) => void (await Promise.race([running.idle(), ...limit]));
    await send(local, root, until);
    await until(local);
    return { outcomes: [...outcomesOf(local), ...troubles.map(withoutIds)].sort(), grants: local.policies.grants() };
  } catch (error) {
    return { outcomes: [`the environment failed: ${error instanceof Error ? error.message : error}`], grants: [] };
  } finally {
    end.abort();
    await local?.close();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

export interface ScenarioOptions {
  readonly root: string;
  /** Of a synthesis. */
  readonly folder: string;
  readonly change?: (app: App) => App;
  readonly limitSeconds?: number;
  readonly bedrockScript?: StartLocalOptions['bedrockScript'];
}

function outcomesOf(local: Local): string[] {
  const names = local.app.resources.flatMap(({ type, arguments: given }) =>
    type === 'aws_sfn_state_machine' ? [String(given['name'])] : [],
  );
  return names.flatMap((name) =>
    local.states.list(name).map((execution) => {
      const { status } = execution;
      const error = 'error' in execution ? execution.error : undefined;
      const outcome = 'output' in execution ? JSON.stringify(execution.output) : '';
      return `${name}: ${status} ${error ?? ''} ${/"outcome":"(\w+)"/.exec(outcome)?.[1] ?? ''}`.trim();
    }),
  );
}

function withoutIds(message: string): string {
  return message.replaceAll(/[0-9a-f]{8,}(-[0-9a-f]+)*/g, '…');
}
