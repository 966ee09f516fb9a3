import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { environmentNames, loadEnvironments } from './load-environments';

describe('loadEnvironments', () => {
  it('reads every environment of the folder, named by its file', () => {
    expect(environmentNames(__dirname)).toEqual(['dev', 'prod', 'staging']);
    expect(loadEnvironments(__dirname).map(({ name }) => name)).toEqual(['dev', 'prod', 'staging']);
  });

  it('names the environments there are when asked for another', () => {
    expect(() => loadEnvironments(__dirname, ['production'])).toThrow(
      /no environment `production` .* dev, prod, staging/,
    );
  });

  it('keeps dev small enough for a sample over the limit, and protects the data of prod alone', () => {
    const [dev, prod, staging] = loadEnvironments(__dirname, ['dev', 'prod', 'staging']);
    expect(dev?.documents.maxBytes).toBe(20_000_000);
    expect([dev, staging, prod].map((environment) => environment?.protectData)).toEqual([false, false, true]);
  });

  describe('with a folder of its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'environments-'));
    const dev = readFileSync(join(__dirname, 'dev.yaml'), 'utf8');
    afterAll(() => rmSync(folder, { recursive: true }));

    it('throws every mistake with file, line and column', () => {
      const file = join(folder, 'broken.yaml');
      writeFileSync(file, dev.replace('protectData:', 'protectDate:'));
      expect(() => loadEnvironments(folder, ['broken'])).toThrow(
        `${relative(process.cwd(), file)}:11:1: error: \`protectDate\` is not a key of an environment`,
      );
    });

    it('says which file cannot be read', () => {
      mkdirSync(join(folder, 'folder.yaml'));
      expect(() => loadEnvironments(folder, ['folder'])).toThrow(/folder\.yaml cannot be read: EISDIR/);
    });

    it('refuses a name that would not fit into the name of a bucket', () => {
      writeFileSync(join(folder, 'Production_EU.yaml'), dev);
      expect(() => loadEnvironments(folder, ['Production_EU'])).toThrow(
        "an environment's name is a part of bucket names",
      );
    });
  });
});
