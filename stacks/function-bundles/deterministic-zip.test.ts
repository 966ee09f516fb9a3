import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { deterministicZip } from './deterministic-zip';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('deterministicZip', () => {
  it('does not depend on the order of its files', async () => {
    const one = await deterministicZip({ 'b.js': bytes('b'), 'a.js': bytes('a') });
    const two = await deterministicZip({ 'a.js': bytes('a'), 'b.js': bytes('b') });

    expect(Buffer.from(one).equals(two)).toBe(true);
    expect(Object.keys(unzipSync(one))).toEqual(['a.js', 'b.js']);
  });

  it('does not depend on the time zone', () => {
    const script = `require('tsx/cjs'); const { deterministicZip } = require('./deterministic-zip.ts'); void deterministicZip({ a: new Uint8Array([1, 2, 3]) }).then((zip) => process.stdout.write(Buffer.from(zip).toString('hex')));`;
    const zipIn = (TZ: string) =>
      spawnSync(process.execPath, ['-e', script], {
        cwd: resolve(__dirname),
        env: { PATH: process.env['PATH'], TZ },
        encoding: 'utf8',
      }).stdout;

    expect(zipIn('Pacific/Kiritimati')).toMatch(/^504b/);
    expect(zipIn('Pacific/Kiritimati')).toBe(zipIn('America/Adak'));
  });

  it('lets everybody read the file, as Lambda asks for', async () => {
    const zip = Buffer.from(await deterministicZip({ 'a.js': bytes('a') }));
    const entry = zip.indexOf('PK\x01\x02', 0, 'latin1');

    expect(zip.readUInt32LE(entry + 38) >>> 16).toBe(0o100644);
  });
});
