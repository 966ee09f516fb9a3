import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, root, sourceFiles } from './source-files';

const files = [...sourceFiles(), ...filesBelow('tests')].filter((file) => file.endsWith('.ts'));

/** `file:line` of each line that matches. */
function linesWith(pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}

describe('the code', () => {
  it('keeps members of classes to themselves by `private`, not by `#`', () => {
    expect(linesWith(/^\s+(private )/).length).toBeGreaterThan(100);
    expect(linesWith(/^\s+((static|readonly|async|get|set) )*#[a-z]\w*\s*[(=:;!?<]/)).toEqual([]);
  });

  it('names constants as other values: maxBytes, not MAX_BYTES', () => {
    expect(linesWith(/^(export )?const [A-Z][A-Z0-9_]+\b/)).toEqual([]);
  });
});
