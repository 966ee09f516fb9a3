import { addRunOptions, type RunFlags, startRun } from '@document-pipelines/local-aws/commands';
import type { Command } from 'commander';
import { type AccountFlags, accountOptions, addAwsOptions, addChangeOptions } from './account-options';
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
  pipelines run inbox/ --env staging --aws     upload to the environment on AWS and follow

\`asl local run agent-pipeline\` runs any other state machine.
Exit status: 0 every document ended as expected, 1 one failed, is still running or ended differently, 2 could not run, or could not
continue (a full disk, a damaged file: free space or move the file away, and run the same command again).`;

type Flags = RunFlags & AccountFlags & { readonly dryRun: boolean };

/** Adds `pipelines run`. */
export function registerRunCommand(program: Command): void {
  addChangeOptions(addAwsOptions(addRunOptions(program.command('run'))), 'what would be uploaded')
    .argument('[paths...]', 'files, or one folder (default: samples/)')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], flags: Flags, command: Command) => {
      const { aws, outputs: _outputs, yes: _yes, ...runFlags } = flags;
      if (aws && paths.length === 0)
        command.error('error: name the files to upload: the samples are for local runs', { exitCode: 2 });
      const { timeout: timeoutSeconds, env: _env, inspect: _inspect, ...rest } = runFlags;
      const started = aws ? { ...rest, timeoutSeconds } : startRun('pipelines run', runFlags);
      const options = { ...started, ...accountOptions(flags), dryRun: flags.dryRun, paths };
      try {
        const { runCommand, runDocuments } = loadOperations();
        await runCommand(flags.json, (console, signal) => runDocuments({ ...options, console, signal }));
      } finally {
        if ('synthesis' in options) options.synthesis.stop();
      }
    });
}
