import { callersFolder, environmentOption } from '@document-pipelines/asl/commands';
import { type Command, Option } from 'commander';
import type { AwsChoice } from '..';

/** What the options of {@link addAccountOptions} have set. */
export interface AccountFlags {
  readonly env: string;
  readonly aws: boolean;
  readonly outputs?: string;
  /** Only of commands that change something. */
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** Adds the options of every command that uses an environment, locally or on AWS. */
export function addAccountOptions(command: Command): Command {
  return addAwsOptions(command.addOption(environmentOption()));
}

/** Adds `--aws` and `--outputs`. */
export function addAwsOptions(command: Command): Command {
  return command
    .option('--aws', 'the environment on AWS, with your credentials, instead of the local one', false)
    .addOption(
      new Option(
        '--outputs <file>',
        'with --aws: what `terraform output -json` printed (default: Terraform is asked)',
      ).implies({ aws: true }),
    );
}

/** Adds the options of a command that changes something. */
export function addChangeOptions(command: Command, whatIsShown: string): Command {
  return command
    .option('--dry-run', `show ${whatIsShown}, without doing it`, false)
    .option('--yes', 'with --aws: do not ask', false);
}

/** Returns the options of an operation. */
export function accountOptions({ env: environment, aws, outputs, yes = false }: AccountFlags): {
  readonly cwd: string;
  readonly environment: string;
  readonly aws?: AwsChoice;
} {
  const choice = { isAgreed: yes, ...(outputs === undefined ? {} : { outputsFile: outputs }) };
  return { cwd: callersFolder(), environment, ...(aws ? { aws: choice } : {}) };
}
