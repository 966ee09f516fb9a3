import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

const scripts = readdirSync(__dirname).filter((name) => name.endsWith('.js'));
const cache = join(__dirname, '..', '..', '.cache');

describe('the command from the sources', () => {
  let folder: string;
  beforeEach(() => {
    mkdirSync(cache, { recursive: true });
    // In the repository, so that esbuild and tsx are found.
    folder = mkdtempSync(join(cache, 'asl-'));
    for (const name of [...scripts, 'package.json']) cpSync(join(__dirname, name), join(folder, name));
    write('src/commands/main.ts', "import { word } from '../word';\nconsole.log(word);\n");
    write('src/word.ts', "export const word = 'one';\n");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, contents: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
  }

  async function run(...preloads: readonly string[]): Promise<string> {
    const flags = preloads.flatMap((name) => ['-r', join(folder, name)]);
    const child: ChildProcess = spawn(process.execPath, [...flags, join(folder, 'asl.js')]);
    const [output, errors] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')]);
    return output + errors;
  }

  it('is the sources as they are, also directly after a change and after several at once', async () => {
    expect(await run()).toBe('one\n');
    write('src/word.ts', "export const word = 'two';\n");
    expect(await run()).toBe('two\n');
    write('src/word.ts', "export { word } from './words/word';\n");
    write('src/words/word.ts', "export const word = 'six';\n");
    expect(await Promise.all([run(), run(), run()])).toEqual(['six\n', 'six\n', 'six\n']);
    rmSync(join(folder, 'src', 'words'), { recursive: true });
    expect(await run()).toContain('Could not resolve "./words/word"');
    expect(readdirSync(join(folder, 'dist')).filter((name) => name.startsWith('new-'))).toEqual([]);
  });

  it('reads no source while the recorded times are those of the files and folders', async () => {
    write('later.js', 'const { now } = Date;\nDate.now = () => now() + 5_000;\n');
    write('unread.js', "require('node:fs').readdirSync = () => {\n  throw new Error('read again');\n};\n");
    expect(await run('unread.js')).toContain('read again');
    expect(await run('later.js')).toBe('one\n');
    expect(await run('unread.js')).toBe('one\n');
    write('src/words/unused.test.ts', '');
    expect(await run('unread.js')).toContain('read again');
    expect(await run('later.js')).toBe('one\n');
    expect(await run('unread.js')).toBe('one\n');
    write('src/word.ts', "export const word = 'two';\n");
    expect(await run('unread.js')).toContain('read again');
    expect(await run()).toBe('two\n');
  });
});
