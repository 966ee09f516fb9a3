import type { Command } from 'commander';
import { createPaint, stdout } from '../../language/terminal';

interface DiffCommandOptions {
  readonly git?: string;
  readonly plan?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly all?: boolean;
  readonly prices: boolean;
}

const examples = `
Examples:
  asl diff old.asl.yaml new.asl.yaml                             two files
  asl diff HEAD~1:definitions/my-pipeline.asl.yaml my-pipeline   a commit's file, and a definition by its name
  asl diff --git main my-pipeline                                the same, shorter
  asl diff --git main                                            all definitions in definitions/
  terraform show -json plan.tfplan > plan.json
  asl diff --plan plan.json                                      what a plan changes of what is deployed

The signs: + added, - removed, ~ changed, ! can break executions under way, or removes a permission or a case.
Exit status: 0 no changes, 1 changes, 2 they could not be compared.`;

/** Adds `asl diff`: the changes between two versions of a definition, in words. */
export function registerDiffCommand(program: Command): void {
  program
    .command('diff')
    .description('describe what changes between two versions of a definition: states, role, price, cases')
    .argument('[old]', 'a file, or COMMIT:FILE; with --git or --plan, the definition')
    .argument('[new]', 'a file, COMMIT:FILE, or the name of a definition in definitions/')
    .option('--git <commit>', 'compare with the files of a commit')
    .option('--plan <file>', 'compare what is deployed with what a Terraform plan sets (terraform show -json)')
    .option('--json', 'print every change as JSON')
    .option('--markdown', 'print Markdown, for a comment on a pull request')
    .option('--all', 'print every change, and values in full')
    .option('--no-prices', 'do not run the cases to compare prices')
    .addHelpText('after', examples)
    .action(async (old: string | undefined, current: string | undefined, options: DiffCommandOptions) => {
      // Loaded here, so that `asl --help` does not wait for it.
      const { runDiff } = require('./run-diff') as typeof import('./run-diff');
      process.exitCode = await runDiff(
        { old, new: current, git: options.git, plan: options.plan },
        {
          format: options.json === true ? 'json' : options.markdown === true ? 'markdown' : 'text',
          all: options.all === true,
          prices: options.prices,
          width: stdout.columns,
          paint: createPaint(stdout.hasColours),
          print: (lines) => stdout.lines(lines),
          printJson: (json) => stdout.json(json),
        },
      );
    });
}
