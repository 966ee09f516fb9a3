import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { bundleFunctions } from './bundle-functions';
import { bundleInThread } from './bundle-in-thread';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bundle-in-thread-'));
  mkdirSync(join(root, 'functions/answer'), { recursive: true });
  writeFileSync(join(root, 'functions/answer/index.ts'), 'export const handler = async () => 1;\n');
});
afterEach(() => rmSync(root, { recursive: true }));

const options = () => ({ root, functionsFolder: join(root, 'functions'), cacheFolder: join(root, '.cache') });

describe('bundleInThread', () => {
  it('answers the bundles that bundleFunctions makes', async () => {
    const bundles = await bundleInThread(options());
    rmSync(join(root, '.cache'), { recursive: true });

    expect(bundles).toEqual(await bundleFunctions(options()));
    expect(Object.keys(bundles)).toEqual(['answer']);
  });

  it("throws a person's mistake as bundleFunctions does", async () => {
    writeFileSync(join(root, 'functions/answer/index.ts'), 'export const handler = (;\n');

    const thrown = await bundleInThread(options()).catch((error: unknown) => error);

    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toEqual(await bundleFunctions(options()).catch((error: unknown) => error));
  });

  it('throws any other error with its message', async () => {
    rmSync(join(root, 'functions'), { recursive: true });

    await expect(bundleInThread(options())).rejects.toThrow('ENOENT');
  });
});
