import { positiveNumber } from '@document-pipelines/asl/commands';
import { addModelOptions, type ModelFlags, modelChoice } from '@document-pipelines/local-aws/commands';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type AccountFlags, accountOptions, addAccountOptions, addChangeOptions } from './account-options';
import { loadOperations } from './load-operations';
import { planLimits } from './plan-limits';

const examples = `
Examples:
  pipelines batch plan inbox/                      estimate time and price of a folder from its pages
  pipelines batch run inbox/                       upload it under batch/, run it, print the outcome of each document
  pipelines batch run march.csv                    a manifest
  pipelines batch run batch/2026/                  everything under a prefix of the documents bucket
  pipelines batch resume march-20261122T141530     run again only what failed or stayed pending
  pipelines batch run inbox/ --env prod --aws      the same on AWS, after asking
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

interface Flags extends AccountFlags {
  readonly json: boolean;
}

interface StartFlags extends Flags, ModelFlags {
  readonly dryRun: boolean;
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
    .action(async (named: string, flags: Flags) => {
      const { planOfBatch, runCommand } = loadOperations();
      const { json, env } = flags;
      const options = { ...accountOptions(flags), named, json };
      await runCommand(json, async (console, signal) =>
        planOfBatch({ ...options, limits: planLimits(env), console, signal }),
      );
    });
}

function registerRun(batch: Command): void {
  addChangeOptions(addModelOptions(subcommand(batch, 'run', 'run a batch')), 'what would be uploaded and started')
    .argument('<what>', whatToName)
    .option('--id <id>', "the batch's id (default: the name of the source and the time)", batchId)
    .option('--print-command', 'print the commands that do the same on AWS, without running the batch', false)
    .addOption(timeout())
    .addHelpText('after', examples)
    .action(async (named: string, flags: StartFlags) => {
      const { env, json, id, dryRun, printCommand, timeout: timeoutSeconds } = flags;
      const { printBatchCommand, runBatch, runCommand } = loadOperations();
      const chosen = { named, ...(id === undefined ? {} : { batchId: id }) };
      const options = { ...accountOptions(flags), ...chosen, json, dryRun, timeoutSeconds };
      await runCommand(json, async (console, signal) =>
        printCommand
          ? printBatchCommand({ ...options, region: planLimits(env).region, console })
          : runBatch({ ...options, choice: modelChoice(flags), console, signal }),
      );
    });
}

function registerResume(batch: Command): void {
  const resume = subcommand(batch, 'resume', 'run again what failed or stayed pending in a batch');
  addChangeOptions(addModelOptions(resume), 'what would run again and what is skipped')
    .argument('<batch>', "the batch's id")
    .addOption(timeout())
    .addHelpText('after', examples)
    .action(async (id: string, flags: ResumeFlags) => {
      const { resumeBatch, runCommand } = loadOperations();
      const { json, dryRun, timeout: timeoutSeconds } = flags;
      const options = { ...accountOptions(flags), batchId: id, dryRun, timeoutSeconds, json };
      await runCommand(json, (console, signal) =>
        resumeBatch({ ...options, choice: modelChoice(flags), console, signal }),
      );
    });
}

function registerLooking(batch: Command): void {
  subcommand(batch, 'list', 'list every batch, the newest first').action(async (flags: Flags) => {
    const { listBatches, runCommand } = loadOperations();
    const options = { ...accountOptions(flags), json: flags.json };
    await runCommand(flags.json, (console, signal) => listBatches({ ...options, console, signal }));
  });
  subcommand(batch, 'show', 'show the outcome of a batch')
    .argument('<batch>', "the batch's id")
    .action(async (id: string, flags: Flags) => {
      const { runCommand, showBatch } = loadOperations();
      const options = { ...accountOptions(flags), json: flags.json };
      await runCommand(flags.json, (console, signal) => showBatch(id, { ...options, console, signal }));
    });
}

function subcommand(batch: Command, name: string, description: string): Command {
  return addAccountOptions(batch.command(name))
    .description(description)
    .option('--json', 'JSON on stdout, everything else on stderr', false);
}

function timeout(): Option {
  return new Option('--timeout <seconds>', 'longest time to follow the batch').default(1800).argParser(positiveNumber);
}

function batchId(text: string): string {
  if (/^[A-Za-z0-9_-]{1,80}$/.test(text)) return text;
  throw new InvalidArgumentError('it must be 1 to 80 of A-Z, a-z, 0-9, - and _');
}
