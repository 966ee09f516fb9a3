import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkText } from '../../language/check';
import { configFinder } from '../../language/config';
import { noCache } from '../../language/content-cache';
import { fixFile } from './fix-file';

const checking = { checkText, cache: noCache, type: 'STANDARD', findConfig: configFinder() } as const;
const misspelt = '\ufeffStartAt: Sart # the first\r\nStates:\n  Start: { Type: Succeed }\r\n\r\n   \n';

describe('fixFile', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fix-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('leaves byte order mark, line endings, comments and permissions as they are', () => {
    const file = join(folder, 'a.asl.yaml');
    writeFileSync(file, misspelt);
    chmodSync(file, 0o640);

    expect(fixFile(file, checking)).toMatchObject({ diagnostics: [], fixed: [{ ruleId: 'unknown-start-state' }] });
    expect(readFileSync(file, 'utf8')).toBe(misspelt.replace('Sart', 'Start'));
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['a.asl.yaml']);
  });

  it('writes the target of a link, and no file without a fix', () => {
    const target = join(folder, 'target.asl.yaml');
    const link = join(folder, 'link.asl.yaml');
    writeFileSync(target, misspelt);
    symlinkSync('target.asl.yaml', link);

    fixFile(link, checking);
    const { mtimeMs, ino } = statSync(target);

    expect(readFileSync(target, 'utf8')).toContain('StartAt: Start');
    expect(fixFile(link, checking).fixed).toEqual([]);
    expect(statSync(link)).toMatchObject({ mtimeMs, ino });
  });

  it('reports a file that is not UTF-8 and does not touch it', () => {
    const file = join(folder, 'latin.asl.yaml');
    const bytes = Buffer.from('StartAt: Sart\nComment: \xfc\n', 'latin1');
    writeFileSync(file, bytes);

    expect(fixFile(file, checking)).toMatchObject({ diagnostics: [{ ruleId: 'unreadable-file' }], fixed: [] });
    expect(readFileSync(file)).toEqual(bytes);
  });
});
