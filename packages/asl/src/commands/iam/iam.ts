import type { Command } from 'commander';
import { stdout } from '../../language/terminal';

interface IamCommandOptions {
  readonly json?: boolean;
  readonly set: readonly string[];
  readonly region: string;
  readonly account: string;
  readonly partition: string;
}

const examples = `
Examples:
  asl iam my-pipeline                                        each permission with the states that need it
  asl iam my-pipeline --json > policy.json                   the policy document for IAM
  asl iam hello.asl.yaml --set TableArn=arn:aws:dynamodb:us-east-1:123456789012:table/hello

A placeholder without a value is shown by its name: synthesis decides its value.
Exit status: 0 derived, 2 it could not be derived.`;

/** Adds `asl iam`: the permissions that the execution role of a definition needs, and why. */
export function registerIamCommand(program: Command): void {
  program
    .command('iam')
    .argument('<definition>', 'a definition, or the name of one in definitions/')
    .option('--json', 'print the policy document')
    .option('--set <name=arn>', 'the ARN of a placeholder (repeatable)', collected, [])
    .option('--region <region>', 'the region of the state machine', 'us-east-1')
    .option('--account <id>', 'the account of the state machine', '123456789012')
    .option('--partition <name>', 'aws, aws-cn, aws-us-gov', 'aws')
    .addHelpText('after', examples)
    .action((definition: string, options: IamCommandOptions) => {
      // Loaded here, so that `asl --help` does not wait for it.
      const { showPolicy } = require('./show-policy') as typeof import('./show-policy');
      const text = showPolicy(definition, options);
      if (options.json === true) stdout.json(text);
      else stdout.lines(text.split('\n'));
    });
}

function collected(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
