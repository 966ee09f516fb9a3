import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { environmentNames, loadEnvironments } from './load-environments';

describe('loadEnvironments', () => {
  it('reads every environment of the folder, named by its file', () => {
    expect(environmentNames(__dirname)).toEqual(expect.arrayContaining(['dev', 'prod', 'staging']));
    expect(loadEnvironments(__dirname).map(({ name }) => name)).toEqual(environmentNames(__dirname));
  });

  it('names the environments there are when asked for another', () => {
    expect(() => loadEnvironments(__dirname, ['production'])).toThrow(
      /no environment `production` .*; there are: .*dev, .*prod, .*staging/,
    );
  });

  it('keeps dev small enough for a sample over the limit, and protects the data of prod alone', () => {
    const [dev, prod, staging] = loadEnvironments(__dirname, ['dev', 'prod', 'staging']);
    expect(dev?.documents.maxBytes).toBe(20_000_000);
    expect([dev, staging, prod].map((environment) => environment?.protectData)).toEqual([false, false, true]);
  });

  it('lets one environment at most set what an account has once', () => {
    const setters = loadEnvironments(__dirname).filter(({ classify }) => classify.setsAccountLogRole);
    expect(setters.map(({ name }) => name)).toEqual(['dev']);
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

    describe('of which two set the log role of API Gateway', () => {
      const load = (change: (text: string) => string) => {
        rmSync(folder, { recursive: true });
        mkdirSync(folder);
        writeFileSync(join(folder, 'first.yaml'), dev);
        writeFileSync(join(folder, 'second.yaml'), change(dev));
        return () => loadEnvironments(folder);
      };
      const inAccount = (account: string) => (text: string) => `allowedAccountIds: ['${account}']\n${text}`;

      it('names both, with file and line and what to do, if they may share an account', () => {
        const line = dev.split('\n').findIndex((text) => text.includes('setsAccountLogRole')) + 1;
        const place = `${relative(process.cwd(), join(folder, 'second.yaml'))}:${line}:3: error: `;
        const load1 = load((text) => text);
        expect(load1).toThrow(`${place}\`second\` and \`first\` both set API Gateway's log role`);
        expect(load1).toThrow('set `classify.setsAccountLogRole: false` in one of them');
        expect(load(inAccount('111111111111'))).toThrow('both set');
      });

      it('loads them if only one sets it, or in another region, or in another account', () => {
        expect(load((text) => text.replace('setsAccountLogRole: true', 'setsAccountLogRole: false'))).not.toThrow();
        expect(load((text) => text.replace(/^region: .*/m, 'region: us-west-2'))).not.toThrow();
        const loadBoth = load(inAccount('111111111111'));
        writeFileSync(join(folder, 'first.yaml'), inAccount('222222222222')(dev));
        expect(loadBoth).not.toThrow();
        writeFileSync(join(folder, 'first.yaml'), inAccount('111111111111')(dev));
        expect(loadBoth).toThrow('both set');
      });
    });

    it('refuses a name that would not fit into the name of a bucket', () => {
      writeFileSync(join(folder, 'Production_EU.yaml'), dev);
      expect(() => loadEnvironments(folder, ['Production_EU'])).toThrow(
        "an environment's name is a part of bucket names",
      );
    });
  });
});
