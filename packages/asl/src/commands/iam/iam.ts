import type { Command } from 'commander';
import { stderr, stdout } from '../../language/terminal';
import { printFindings } from '../print-findings';

interface IamCommandOptions {
  readonly json?: boolean;
  readonly set: readonly string[];
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly lock?: boolean;
  readonly update?: boolean;
}

const examples = `
Examples:
  asl iam my-pipeline                                        each permission with the states that need it
  asl iam my-pipeline --json > policy.json                   the policy document for IAM
  asl iam hello.asl.yaml --set TableArn=arn:aws:dynamodb:us-east-1:123456789012:table/hello
  asl iam --lock                                             write a lock for each definition without one, compare the others
  asl iam my-pipeline --lock --update                        renew the lock after a change that is wanted

The definition is checked first: one with errors has no policy. A placeholder without a value is shown by its name: synthesis decides its value. One that
is the whole Resource of a Task needs --set, since it may be a function, an activity or any integration.
A lock is the file my-pipeline.role.yaml next to the definition; asl check and synthesis fail when the role differs from it.
Exit status: 0 derived, 1 the definition has errors, the role differs from its lock or may lack a permission, 2 it could not be derived.`;

/** Adds `asl iam`: the permissions that the execution role of a definition needs, and why. */
export function registerIamCommand(program: Command): void {
  program
    .command('iam')
    .argument('[definition]', 'a definition, or the name of one in definitions/; with --lock also a folder')
    .option('--json', 'print the policy document')
    .option('--set <name=arn>', 'the ARN of a placeholder, or another value (repeatable)', collected, [])
    .option('--region <region>', 'the region of the state machine', 'us-east-1')
    .option('--account <id>', 'the account of the state machine', '123456789012')
    .option('--partition <name>', 'aws, aws-cn, aws-us-gov', 'aws')
    .option('--lock', 'write the lock of the role, or compare the role with it')
    .option('--update', 'with --lock: renew a lock that differs')
    .addHelpText('after', examples)
    .action((definition: string | undefined, options: IamCommandOptions, command: Command) => {
      if (options.update === true && options.lock !== true) command.error('error: --update renews a lock: add --lock');
      if (definition === undefined && options.lock !== true)
        command.error("error: missing required argument 'definition'");
      try {
        if (options.lock === true) lock(definition, options.update === true);
        else show(definition as string, options);
      } catch (error) {
        process.exitCode = printFindings(error);
      }
    });
}

function show(definition: string, options: IamCommandOptions): void {
  // Loaded here, so that `asl --help` does not wait for it.
  const { showPolicy } = require('./show-policy') as typeof import('./show-policy');
  const { text, findings } = showPolicy(definition, options);
  if (options.json === true) stdout.json(text);
  else stdout.lines(text.split('\n'));
  stderr.lines(findings);
  if (findings.length > 0) process.exitCode = 1;
}

function lock(definition: string | undefined, isUpdate: boolean): void {
  const { lockRoles } = require('./lock-roles') as typeof import('./lock-roles');
  const { lines, isSame } = lockRoles(definition, { isUpdate });
  stdout.lines(lines);
  if (!isSame) process.exitCode = 1;
}

function collected(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
