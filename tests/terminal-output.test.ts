import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sourceFiles } from './source-files';

/** The only module that may use the streams of the process: it escapes control characters. */
const terminal = 'packages/asl/src/language/terminal/terminal.ts';

/** They replace the streams of a thread: what a function prints reaches its log, and what is damaged in a document no terminal. */
const threads = ['packages/local-aws/src/lambda-host/runtime.js', 'packages/local-aws/src/reading/reading-thread.ts'];

/** It starts without a module. Its warnings were escaped when they were kept, and its failures are those of a bundler. */
const start = 'stacks/synthesise.js';

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
      .filter((path) => ![terminal, start, ...threads].includes(path))
      .filter((path) => direct.test(readFileSync(join(root, path), 'utf8')));

    expect(bypasses).toEqual([]);
  });
});
