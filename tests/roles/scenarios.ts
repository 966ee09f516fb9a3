import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Json } from '@document-pipelines/asl/definition';
import { type Local, type RoleGrant, type StartLocalOptions, startLocal } from '@document-pipelines/local-aws';
import { parse } from 'yaml';
import { createConverse } from '../../offline-reader';
import { keptChecks } from '../kept-checks';
import { callerScenarios } from './caller-scenarios';
import { type App, retryNever } from './change-policies';
import { operator, putDocuments, type Scenario, type ScenarioRun } from './scenario';

/** How a scenario ended: each execution in words, and what went wrong outside of executions. */
export interface ScenarioEnd {
  readonly outcomes: readonly string[];
  readonly grants: readonly RoleGrant[];
}

const documents = ['invoice.pdf', 'contract.pdf', 'wrong-sums.pdf', 'scanned-invoice.pdf', 'empty.pdf'];
const machines = ['agent-pipeline', 'batch-inference', 'train-model', 'batch-pipeline'];

export const scenarios: readonly Scenario[] = [
  {
    name: 'documents',
    send: async (run) => {
      await putDocuments(documents, run);
      return [];
    },
  },
  ...machines.map((machine): Scenario => ({ name: machine, send: (run) => sendRuns(machine, run) })),
  ...callerScenarios,
];

interface Run {
  readonly input?: Json;
  readonly upload?: readonly { readonly file: string; readonly bucket: string; readonly key: string }[];
}

/** Starts the executions of a machine's samples; answers of people and requests over HTTP are left out. */
async function sendRuns(machine: string, { local, root, settled }: ScenarioRun): Promise<readonly string[]> {
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
    await settled();
  }
  return badRows(local);
}

/** The rows of batches that were refused: the reason is all that differs if a missing object is AccessDenied. */
async function badRows({ services, outputs }: Local): Promise<readonly string[]> {
  const Bucket = outputs['results_bucket_name'];
  const { Contents: objects } = await services.call('s3', 'ListObjectsV2', { Bucket, Prefix: 'batches/' }, operator);
  const keys = ((objects ?? []) as readonly { readonly Key: string }[]).map(({ Key }) => Key);
  const files = await Promise.all(
    keys
      .filter((key) => key.endsWith('/bad-rows.jsonl'))
      .map((Key) => services.call('s3', 'GetObject', { Bucket, Key }, operator)),
  );
  const texts = files.map(({ Body: body }) => Buffer.from(body as Uint8Array).toString('utf8'));
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .map((line) => withoutIds(`bad row: ${line}`));
}

function filled(text: string, { outputs }: Local): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => String(outputs[name] ?? whole));
}

/**
 * Runs a scenario in an environment of its own, with a change of the stack. An environment that does not start has this as its outcome; what
 * still waits after `limitSeconds`, such as an execution whose callback was denied, is RUNNING.
 */
export async function runScenario(
  { send, fault = (app) => app }: Scenario,
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
      // Such as the log of a function that AWS would lose.
      onWarning: (message) => troubles.push(message),
      change: (app) => retryNever(fault(change?.(app) ?? app)),
    });
    const limit =
      limitSeconds === undefined
        ? []
        : [
            setTimeout(limitSeconds * 1000, undefined, end).then(
              () => troubles.push('still at work when the time was over'),
              () => undefined,
            ),
          ];
    const running = local;
    const settled = async (): Promise<void> => void (await Promise.race([running.idle(), ...limit]));
    const answers = await send({ local, root, settled });
    await settled();
    const outcomes = [...answers, ...(await outcomesOf(local))];
    return { outcomes: [...outcomes, ...troubles.map(withoutIds)].sort(), grants: local.policies.grants() };
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

async function outcomesOf(local: Local): Promise<string[]> {
  const names = local.app.resources.flatMap(({ type, arguments: given }) =>
    type === 'aws_sfn_state_machine' ? [String(given['name'])] : [],
  );
  const executions = names.flatMap((name) => local.states.list(name).map((execution) => ({ name, execution })));
  return Promise.all(
    executions.map(async ({ name, execution }) => {
      const { status } = execution;
      const error = 'error' in execution ? execution.error : undefined;
      const output = 'output' in execution ? JSON.stringify(execution.output) : '';
      const outcome = /"outcome":"(\w+)"/.exec(output)?.[1];
      // Express executions have no history.
      const failed = execution.type === 'STANDARD' ? await failedTasks(local, execution.executionArn) : [];
      return [`${name}: ${status}`, error, outcome, ...failed].filter((each) => each !== undefined).join(' ');
    }),
  );
}

/** The errors of tasks that failed, in words: a machine can end the same although one of them did. */
async function failedTasks({ services }: Local, executionArn: string): Promise<readonly string[]> {
  const input = { executionArn, maxResults: 1000 };
  const { events } = await services.call('states', 'GetExecutionHistory', input, operator);
  const errors = (events as readonly Record<string, unknown>[]).flatMap(({ type, ...event }) => {
    const details = Object.entries(event).find(([key]) => /FailedEventDetails$/.test(key))?.[1];
    return /^(?:Task|LambdaFunction)/.test(String(type)) && details !== undefined
      ? [`task ${(details as { readonly error?: string }).error}`]
      : [];
  });
  return [...new Set(errors)].sort();
}

function withoutIds(message: string): string {
  return message.replaceAll(/[0-9a-f]{8,}(-[0-9a-f]+)*/g, '…');
}
