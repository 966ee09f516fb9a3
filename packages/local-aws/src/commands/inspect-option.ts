import { open, url, waitForDebugger as wait } from 'node:inspector';
import { portNumber } from '@document-pipelines/asl/commands';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { stderr } from '@document-pipelines/asl/terminal';
import { Option } from 'commander';

/** `--inspect [port]`, default 9229. */
export function inspectOption(): Option {
  return new Option('--inspect [port]', 'wait for a debugger on 127.0.0.1, which can stop in functions')
    .preset(9229)
    .argParser(portNumber);
}

/**
 * Opens Node.js's inspector on 127.0.0.1 and waits for a debugger. It sees the worker thread of each function with its
 * sources; functions have no timeout then, but their Tasks have. Throws if the port is in use.
 * https://nodejs.org/en/learn/getting-started/debugging
 */
export function waitForDebugger(port: number): void {
  if (url() === undefined) open(port, '127.0.0.1');
  if (url() === undefined)
    throw new UserError(`cannot wait for a debugger on port ${port}: use another one, --inspect 9230`);
  stderr.line('waiting for a debugger (Visual Studio Code: Attach to Node Process; Chrome: chrome://inspect) …');
  wait();
}
