import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics';
import { UnreadableDefinitionError } from '../named-files';
import { loadDefinition } from './load-definition';

function diagnosticOf(file: string): Diagnostic {
  try {
    loadDefinition(file);
  } catch (error) {
    if (error instanceof UnreadableDefinitionError) return error.diagnostic;
  }
  throw new Error(`${file} can be read`);
}

describe('loadDefinition', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'load-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads a file and names it in spans', () => {
    const file = join(folder, 'a.asl.yaml');
    writeFileSync(file, 'StartAt: A\n');
    expect(loadDefinition(file).definition?.spanOf(['StartAt']).file).toBe(file);
  });

  it('says that a file does not exist', () => {
    expect(() => loadDefinition(join(folder, 'absent.yaml'))).toThrow(/absent\.yaml does not exist$/);
  });

  it('says that a path is a folder', () => {
    expect(() => loadDefinition(folder)).toThrow(/is a folder, not a definition$/);
  });

  it('says that a file may not be read', () => {
    const file = join(folder, 'closed.yaml');
    writeFileSync(file, 'a: 1');
    chmodSync(file, 0);
    // The superuser reads it all the same.
    if (process.getuid?.() === 0) expect(loadDefinition(file).diagnostics).toEqual([]);
    else expect(() => loadDefinition(file)).toThrow(/may not be read: permission denied$/);
  });

  it('says that a file is no text', () => {
    const file = join(folder, 'binary.yaml');
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00, 0x80]));
    expect(() => loadDefinition(file)).toThrow(/is not UTF-8 text$/);
    expect(diagnosticOf(file).message).toBe('the file is in UTF-16, not in UTF-8');
  });

  it.each([
    ['Comment: Pr\xfcfung', 'the byte 0xfc is not UTF-8', 1, 12],
    ['Comment: \xc3\xbc\r\nStartAt: \xe9A', 'the byte 0xe9 is not UTF-8', 2, 10],
    ['a: \xef\xbb', 'the byte 0xef is not UTF-8', 1, 4],
  ])('points at the byte of %j that is not UTF-8', (bytes, message, line, column) => {
    const file = join(folder, 'latin.yaml');
    writeFileSync(file, Buffer.from(bytes, 'latin1'));
    const { span, ...diagnostic } = diagnosticOf(file);
    expect(diagnostic).toMatchObject({ ruleId: 'unreadable-file', message });
    expect(span.start).toMatchObject({ line, column });
  });

  it('names the target of a broken link', () => {
    const file = join(folder, 'link.yaml');
    symlinkSync('gone.yaml', file);
    expect(diagnosticOf(file).message).toBe('the file is a symbolic link to `gone.yaml`, which does not exist');
  });
});
