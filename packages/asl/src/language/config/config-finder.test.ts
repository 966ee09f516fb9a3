import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../diagnostics';
import { configFinder, configInputs } from '.';

describe('configFinder', () => {
  let root: string;
  const write = (file: string, text: string) => writeFileSync(join(root, file), text);
  const find = (file: string) => configFinder()(join(root, file));

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'config-'));
    mkdirSync(join(root, 'app', 'definitions'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('takes the nearest file above a definition', () => {
    write('asl.config.yaml', 'rules: { leading-zero: off }');
    expect(find('app/definitions/a.asl.yaml')?.file).toBe(join(root, 'asl.config.yaml'));
    write('app/definitions/asl.config.yaml', 'rules: { leading-zero: error }');
    expect([...(find('app/definitions/a.asl.yaml')?.severities ?? [])]).toEqual([['leading-zero', 'error']]);
  });

  it('does not leave the repository', () => {
    write('asl.config.yaml', 'rules: {}');
    mkdirSync(join(root, 'app', '.git'));
    expect(find('app/definitions/a.asl.yaml')).toBeUndefined();
    write('app/asl.config.yaml', 'rules: {}');
    expect(find('app/definitions/a.asl.yaml')?.file).toBe(join(root, 'app', 'asl.config.yaml'));
  });

  it('reads a file once for all definitions below it', () => {
    write('asl.config.yaml', 'rules: {}');
    const finder = configFinder();
    expect(finder(join(root, 'a.asl.yaml'))).toBe(finder(join(root, 'app', 'definitions', 'b.asl.yaml')));
  });

  it('is a mistake of the user if it cannot be read', () => {
    mkdirSync(join(root, 'asl.config.yaml'));
    expect(() => find('a.asl.yaml')).toThrow(UserError);
  });

  it('returns what a cache has to hash', () => {
    expect(configInputs(find('a.asl.yaml'))).toEqual([]);
    write('asl.config.yaml', 'rules: {}');
    expect(configInputs(find('a.asl.yaml'))).toEqual(['rules: {}']);
  });
});
