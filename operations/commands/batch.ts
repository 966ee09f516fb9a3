import { join } from 'node:path';
import { environmentOption, positiveNumber } from '@document-pipelines/asl/commands';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { addModelOptions, type ModelFlags, modelChoice } from '@document-pipelines/local-aws/commands';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PlanLimits } from '..';
import { loadOperations } from './load-operations';

const examples = `
Examples:
  pipelines batch plan inbox/                      estimate time and price of a folder from its pages
  pipelines batch run inbox/                       upload it under batch/, run it, print the outcome of each document
  pipelines batch run march.csv                    a manifest
  pipelines batch run batch/2026/                  everything under a prefix of the documents bucket
  pipelines batch resume march-20261122T141530     run again only what failed or stayed pending
  pipelines batch list
  pipelines batch show march-20261122T141530 --json | jq .summary.failed

A manifest is CSV (a header with key and, optionally, bucket, versionId) or JSONL with the same members. With a column \`file\` it names
local files next to it, which are uploaded first.
Exit status: 0 fine, 1 an item failed, stayed pending or was not a document, 2 could not run.`;

/** Adds `pipelines batch plan | run | resume | list | show`. Their modules are loaded when one of them runs. */
export function registerBatchCommands(program: Command): void {
  const batch = program.command('batch').addHelpText('after', examples);
  registerPlan(batch);
  registerRun(batch);
  registerResume(batch);
  registerLooking(batch);
  for (const command of batch.commands) command.exitOverride();
}

interface Flags {
  readonly env: string;
  readonly json: boolean;
}

interface StartFlags extends Flags, ModelFlags {
  readonly id?: string;
  readonly printCommand: boolean;
  readonly timeout: number;
}

interface ResumeFlags extends Flags, ModelFlags {
  readonly dryRun: boolean;
  readonly timeout: number;
}

const whatToName = 'a manifest, a folder of documents, a prefix (batch/…) or s3://bucket/manifest.csv';

function registerPlan(batch: Command): void {
  subcommand(batch, 'plan', 'estimate time and price of a batch')
    .argument('<what>', whatToName)
    .addHelpText('after', examples)
    .action(async (named: string, { env, json }: Flags) => {
      const { planOfBatch, runCommand } = loadOperations();
      const options = { named, ...client(env, json) };
      await runCommand(json, async (console, signal) =>
        planOfBatch({ ...options, limits: limitsOf(env), console, signal }),
      );
    });
}

function registerRun(batch: Command): void {
  addModelOptions(subcommand(batch, 'run', 'run a batch locally'))
    .argument('<what>', whatToName)
    .option('--id <id>', "the batch's id (default: the name of the source and the time)", batchId)
    .option('--print-command', 'print the commands that do the same on AWS, without running the batch', false)
    .addOption(timeout())
    .addHelpText('after', examples)
    .action(async (named: string, flags: StartFlags) => {
      const { env, json, id, printCommand, timeout: timeoutSeconds } = flags;
      const { printBatchCommand, runBatch, runCommand } = loadOperations();
      const chosen = { named, ...(id === undefined ? {} : { batchId: id }) };
      const options = { ...chosen, ...client(env, json), timeoutSeconds };
      await runCommand(json, async (console, signal) =>
        printCommand
          ? printBatchCommand({ ...options, region: limitsOf(env).region, console })
          : runBatch({ ...options, choice: modelChoice(flags), console, signal }),
      );
    });
}

function registerResume(batch: Command): void {
  addModelOptions(subcommand(batch, 'resume', 'run again what failed or stayed pending in a batch'))
    .argument('<batch>', "the batch's id")
    .option('--dry-run', 'show what would run again and what is skipped, without running it', false)
    .addOption(timeout())
    .addHelpText('after', examples)
    .action(async (id: string, flags: ResumeFlags) => {
      const { resumeBatch, runCommand } = loadOperations();
      const { env, json, dryRun, timeout: timeoutSeconds } = flags;
      const options = { batchId: id, dryRun, timeoutSeconds, ...client(env, json) };
      await runCommand(json, (console, signal) =>
        resumeBatch({ ...options, choice: modelChoice(flags), console, signal }),
      );
    });
}

function registerLooking(batch: Command): void {
  subcommand(batch, 'list', 'list every batch, the newest first').action(async ({ env, json }: Flags) => {
    const { listBatches, runCommand } = loadOperations();
    await runCommand(json, (console, signal) => listBatches({ ...client(env, json), console, signal }));
  });
  subcommand(batch, 'show', 'show the outcome of a batch')
    .argument('<batch>', "the batch's id")
    .action(async (id: string, { env, json }: Flags) => {
      const { runCommand, showBatch } = loadOperations();
      await runCommand(json, (console, signal) => showBatch(id, { ...client(env, json), console, signal }));
    });
}

function client(environment: string, json: boolean) {
  return { cwd: process.cwd(), environment, json };
}

/** Quotas and the model, from the environment's file. */
function limitsOf(name: string): PlanLimits {
  const { loadEnvironments } = require('../../environments') as typeof import('../../environments');
  const { findProject } = loadOperations();
  const [environment] = loadEnvironments(join(findProject(process.cwd()).root, 'environments'), [name]);
  if (environment === undefined) throw new UserError(`there is no environment ${name}`);
  const { region, textract, bedrock } = environment;
  return {
    region,
    ...textract,
    bedrockRequestsPerMinute: bedrock.requestsPerMinute,
    modelId: bedrock.inferenceProfile?.id ?? bedrock.modelId,
  };
}

function subcommand(batch: Command, name: string, description: string): Command {
  return batch
    .command(name)
    .description(description)
    .addOption(environmentOption())
    .option('--json', 'JSON on stdout, everything else on stderr', false);
}

function timeout(): Option {
  return new Option('--timeout <seconds>', 'longest time to follow the batch').default(1800).argParser(positiveNumber);
}

function batchId(text: string): string {
  if (/^[A-Za-z0-9_-]{1,80}$/.test(text)) return text;
  throw new InvalidArgumentError('it must be 1 to 80 of A-Z, a-z, 0-9, - and _');
}
