import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDefinition } from './load-definition';

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
  });
});
