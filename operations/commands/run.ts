import { addRunOptions, type RunFlags, startRun } from '@document-pipelines/local-aws/commands';
import type { Command } from 'commander';
import { loadOperations } from './load-operations';

const examples = `
Examples:
  pipelines run                         the samples
  pipelines run scan.pdf a.png          your own files
  pipelines run inbox/ --json           every file of a folder; one JSON object a document
  pipelines run --fresh                 forget earlier runs first
  pipelines run letter.pdf --live bedrock
  pipelines run letter.pdf --inspect    step through the functions
  pipelines run letter.pdf --model-server http://127.0.0.1:11434 --model qwen3:8b

\`asl local run agent-pipeline\` runs any other state machine.
Exit status: 0 every document ended as expected, 1 one failed, is still running or ended differently, 2 could not run, or could not
continue (a full disk, a damaged file: free space or move the file away, and run the same command again).`;

/** Adds `pipelines run`. */
export function registerRunCommand(program: Command): void {
  addRunOptions(program.command('run'))
    .argument('[paths...]', 'files, or one folder (default: samples/)')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], flags: RunFlags) => {
      const options = { ...startRun('pipelines run', flags), paths };
      try {
        const { runCommand, runDocuments } = loadOperations();
        await runCommand(flags.json, (console, signal) => runDocuments({ ...options, console, signal }));
      } finally {
        options.synthesis.stop();
      }
    });
}
