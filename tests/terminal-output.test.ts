import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sourceFiles } from './source-files';

/** The only module that may use the streams of the process: it escapes control characters. */
const terminal = 'packages/asl/src/language/terminal/terminal.ts';

/** Replaces the streams of a worker thread, so that what a function prints reaches its log and no terminal. */
const worker = 'packages/local-aws/src/lambda-host/runtime.js';

const sources = sourceFiles();

const direct =
  /\bconsole\.(log|error|warn|info|debug|table|dir|trace)\s*\(|globalThis\.console|process\.(stdout|stderr)|\{[^}]*\b(stdout|stderr)\b[^}]*\}\s*=\s*process\b|createConsole\(process\b|from 'picocolors'|writeSync\(\s*[12]\s*,/;

describe('what reaches a terminal', () => {
  it('is found where it is written', () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(direct.test(readFileSync(join(root, terminal), 'utf8'))).toBe(true);
  });

  it('passes one module', () => {
    // The console of a command has other members: `say`, `print`, `json`.
    const bypasses = sources
      .filter((path) => path !== terminal && path !== worker)
      .filter((path) => direct.test(readFileSync(join(root, path), 'utf8')));

    expect(bypasses).toEqual([]);
  });
});
