/** `npm run list`, `plan`, `apply`, `destroy` and `state`: cdktf-cli's commands with terraform alone. */
import { join } from 'node:path';
import { errorReport } from '@document-pipelines/asl/diagnostics';
import { stderr, stdout } from '@document-pipelines/asl/terminal';
import { machineExecutions } from './destroy/machine-executions';
import { CommandFailed } from './project';
import { runCommand } from './run-command';
import { confirm, synthesise, terraform } from './run-programs';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const root = join(__dirname, '..', '..');

runCommand(
  {
    root,
    print: (text) => stdout.lines(text.split('\n')),
    synthesise: () => synthesise(root),
    terraform: (folder, parameters, output) => terraform(root, [`-chdir=${folder}`, ...parameters], output),
    executions: machineExecutions,
    confirm,
  },
  process.argv.slice(2),
).catch((error: unknown) => {
  stderr.lines(errorReport(error));
  process.exitCode = error instanceof CommandFailed ? 1 : 2;
});
