import { join } from 'node:path';
import { UserError, type UserErrorOptions } from '@document-pipelines/asl/diagnostics';
import { type Environment, loadEnvironments } from '../../environments';
import type { MachineExecutions } from './destroy/machine-executions';

/** Where the project is and how its programs are run; all throw UserError if a program is absent or fails. */
export interface Project {
  readonly root: string;
  readonly print: (text: string) => void;
  readonly synthesise: () => void;
  /**
   * Runs Terraform in a folder and returns its standard output. Throws TerraformFailed with its standard error, which has
   * been printed by then.
   */
  readonly terraform: (folder: string, parameters: readonly string[], output: TerraformOutput) => string;
  /** The executions of state machines in a region. */
  readonly executions: (region: string) => MachineExecutions;
  /** Asks a person; only `yes` is true. Returns undefined without asking if there is no terminal. */
  readonly confirm: (question: string) => Promise<boolean | undefined>;
}

/** Where Terraform's standard output goes: to the terminal, to the caller, or to a file that only its owner can read. */
export type TerraformOutput = 'print' | 'return' | { readonly file: string };

/** A command of `npm run`: what it does to one environment. */
export type Command = (project: Project, environment: string, options: CommandOptions) => void | Promise<void>;

/** The options of a command line. */
export interface CommandOptions {
  /** Do not ask. */
  readonly yes: boolean;
}

/** A program ran and failed, and has printed why: exit status 1, where other mistakes of users are 2. */
export class CommandFailed extends UserError {
  override readonly name: string = 'CommandFailed';

  /** Returns the same error with what to do next. */
  withHelp(help: string): CommandFailed {
    return new CommandFailed(this.message, { help });
  }
}

/** Terraform failed. */
export class TerraformFailed extends CommandFailed {
  override readonly name = 'TerraformFailed';

  constructor(
    readonly errors: string,
    private readonly subcommand: string,
    options?: UserErrorOptions,
  ) {
    super(`terraform ${subcommand} failed: its message is above`, options);
  }

  override withHelp(help: string): TerraformFailed {
    return new TerraformFailed(this.errors, this.subcommand, { help });
  }
}

/** Returns the folder of an environment's synthesised stack. */
export function stackFolder(project: Project, environment: string): string {
  return join(project.root, 'cdktf.out', 'stacks', environment);
}

/** Returns the settings of an environment. Throws DiagnosticsError if its file has a mistake. */
export function environmentSettings(project: Project, environment: string): Environment {
  const [settings] = loadEnvironments(join(project.root, 'environments'), [environment]);
  if (settings === undefined) throw new Error(`no settings of ${environment}`);
  return settings;
}
