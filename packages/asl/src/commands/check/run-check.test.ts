import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkText } from '../../language/check';
import { contentCache } from '../../language/content-cache';
import { type CheckSettings, runCheck } from './run-check';

const good = 'StartAt: A\nStates: { A: { Type: Succeed } }\n';

describe('runCheck', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'check-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function check(paths: readonly string[], settings: Partial<CheckSettings> = {}) {
    const printed: string[] = [];
    const status = runCheck(paths, { checkText, format: 'json', ...settings }, (text) => printed.push(text));
    const report = JSON.parse(printed.join('')) as { files: string[]; diagnostics: Record<string, unknown>[] };
    const named = (file: unknown) => String(file).replace(`${folder}/`, '');
    const diagnostics = report.diagnostics.map(({ file, line, column, ruleId, message }) => [
      `${named(file)}:${line}:${column}`,
      ruleId,
      message,
    ]);
    return { status, files: report.files.map(named), diagnostics };
  }

  it('reports each file that cannot be read or followed, and checks the others', () => {
    writeFileSync(join(folder, 'a.asl.yaml'), Buffer.from('Comment: Pr\xfcfung\n', 'latin1'));
    mkdirSync(join(folder, 'b.asl.yaml'));
    symlinkSync('nowhere.yaml', join(folder, 'c.asl.yaml'));
    symlinkSync('d.asl.yaml', join(folder, 'd.asl.yaml'));
    writeFileSync(join(folder, 'e.asl.yaml'), Array.from({ length: 5_000 }, (_, n) => `${' '.repeat(n)}a:\n`).join(''));
    writeFileSync(join(folder, 'f.asl.json'), '['.repeat(100_000));
    writeFileSync(join(folder, 'g.asl.yaml'), good);

    expect(check([folder])).toEqual({
      status: 1,
      files: ['a.asl.yaml', 'b.asl.yaml', 'c.asl.yaml', 'd.asl.yaml', 'e.asl.yaml', 'f.asl.json', 'g.asl.yaml'],
      diagnostics: [
        ['a.asl.yaml:1:12', 'unreadable-file', 'the byte 0xfc is not UTF-8'],
        ['b.asl.yaml:1:1', 'unreadable-file', 'the file is a folder, not a definition'],
        ['c.asl.yaml:1:1', 'unreadable-file', 'the file is a symbolic link to `nowhere.yaml`, which does not exist'],
        ['d.asl.yaml:1:1', 'unreadable-file', 'the file is a symbolic link that leads to itself'],
        ['e.asl.yaml:501:501', 'yaml-syntax', 'the values are nested too deeply'],
        ['f.asl.json:1:501', 'json-syntax', 'the values are nested too deeply'],
      ],
    });
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? it.skip : it)('reports a file and a folder without permission', () => {
    writeFileSync(join(folder, 'a.asl.yaml'), good);
    chmodSync(join(folder, 'a.asl.yaml'), 0);
    mkdirSync(join(folder, 'b'), 0);

    expect(check([folder]).diagnostics).toEqual([
      ['a.asl.yaml:1:1', 'unreadable-file', 'the file may not be read: permission denied'],
      ['b:1:1', 'unreadable-file', 'the file may not be read: permission denied'],
    ]);
  });

  it.each([
    ['<stdin>', 'StartAt: B\nStates: { A: { Type: Succeed } }', '<stdin>:1:10', 'unknown-start-state'],
    ['x.asl.json', '{"StartAt": "A",}', 'x.asl.json:1:16', 'json-syntax'],
    ['x.asl.yaml', 'a: \xfc', 'x.asl.yaml:1:4', 'unreadable-file'],
  ])('reads standard input as %s', (name, text, location, ruleId) => {
    const stdin = { name, bytes: Buffer.from(text, 'latin1') };
    expect(check(['-'], { stdin }).diagnostics[0]?.slice(0, 2)).toEqual([location, ruleId]);
  });

  it('checks a text again only if it, a prompt or the type has changed', () => {
    const file = join(folder, 'a.asl.yaml');
    const prompts = join(folder, 'prompts', 'other');
    writeFileSync(file, good);
    let checks = 0;
    const counted: CheckSettings['checkText'] = (...given) => {
      checks += 1;
      return checkText(...given);
    };
    const settings = { checkText: counted, cache: contentCache(join(folder, 'cache')) };
    const checksOf = (more: Partial<CheckSettings> = {}) => {
      checks = 0;
      check([file], { ...settings, ...more });
      return checks;
    };

    expect([checksOf(), checksOf()]).toEqual([1, 0]);
    writeFileSync(file, `${good}# changed\n`);
    expect([checksOf(), checksOf(), checksOf({ type: 'EXPRESS' })]).toEqual([1, 0, 1]);
    mkdirSync(prompts, { recursive: true });
    writeFileSync(join(prompts, 'a.v1.md'), 'Read this');
    expect([checksOf(), checksOf()]).toEqual([1, 0]);
  });

  it('reports from the cache what it reported before', () => {
    const file = join(folder, 'a.asl.yaml');
    writeFileSync(file, 'StartAt: B\nStates: { A: { Type: Succeed } }\n');
    const cache = contentCache(join(folder, 'cache'));

    expect(check([file], { cache })).toEqual(check([file], { cache }));
    expect(check([file], { cache }).diagnostics).toHaveLength(1);
  });
});
