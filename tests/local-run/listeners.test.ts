import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { type OpenedLedger, openLedger } from '../ledger/opened-ledger';

let before: number;
let ledger: OpenedLedger;
beforeAll(async () => {
  before = listeners();
  ledger = await openLedger();
  await ledger.put('invoice.pdf');
  await ledger.local.idle();
});
afterAll(() => ledger.close());

it('a run listens on one TCP port, that of its endpoint', () => {
  expect(listeners() - before).toBe(1);
});

/** Returns the number of TCP ports that this process listens on: on Linux those of its threads too, elsewhere only of this one. */
function listeners(): number {
  if (process.platform !== 'linux')
    return process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
  const descriptors = readdirSync('/proc/self/fd').map((name) => linkOf(`/proc/self/fd/${name}`));
  const rows = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/self/net/${table}`, 'utf8').split('\n').slice(1));
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === '0A' && descriptors.includes(`socket:[${inode}]`)).length;
}

/** A descriptor may be closed while it is read. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
