import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../language/diagnostics';
import { apiSource, definitionPages, type ServedUi, serveUi } from '../../ui';
import { definitionFiles } from './definition-files';
import { workInThread } from './work-in-thread';

const definition = `StartAt: Greet
States: { Greet: { Type: Pass, End: true } }
`;
const cases = `cases:
  - name: greets
    expect: { output: { name: Ada } }
    input: { name: Ada }
`;

let folder: string;
let ui: ServedUi;
const work = workInThread();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'asl-thread-'));
  for (const name of ['hello', 'goodbye']) {
    writeFileSync(join(folder, `${name}.asl.yaml`), definition);
    writeFileSync(join(folder, `${name}.cases.yaml`), cases);
  }
  const source = apiSource(async () => ({}), { kind: 'local', label: 'test', region: 'us-east-1' });
  const pages = [definitionPages(definitionFiles([folder], work))];
  ui = await serveUi({ source, pages, command: 'asl ui', bundle: { script: '', style: '' } });
});
afterAll(async () => {
  await ui?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('answers other requests while definitions are checked the first time', async () => {
  const { headers } = await fetch(ui.address, { redirect: 'manual' });
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  const order: string[] = [];
  const ask = async (path: string): Promise<unknown> => {
    const response = await fetch(`${ui.origin}/api/${path}`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    order.push(path);
    return response.json();
  };
  // The first request is handled first, and its checks would be done before the second one is looked at.
  const [listed] = await Promise.all([ask('definitions'), ask('session')]);
  expect(order).toEqual(['session', 'definitions']);
  expect(listed).toMatchObject({ rows: [{ name: 'goodbye' }, { name: 'hello' }] });
});

it('reports each case, and then what they cover', async () => {
  const order: string[] = [];
  const coverage = await work.runCases(join(folder, 'hello.cases.yaml'), {
    onRow: ({ name, passed }, total) => order.push(`${name} ${passed}, of ${total}`),
    signal: new AbortController().signal,
  });
  expect([order, coverage.states]).toEqual([['greets true, of 1'], { covered: 1, total: 1 }]);
});

it('carries the mistakes of a person over, with their help', async () => {
  const mistaken = join(folder, 'mistaken.cases.yaml');
  writeFileSync(mistaken, 'cases: [{ nme: greets }]\ndefinition: hello.asl.yaml\n');
  const failure = await work.cost(mistaken).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect((failure as UserError).message).toContain('mistaken.cases.yaml:1');
});

it('starts again after its end; what was asked for then is told so', async () => {
  const text = 'StartAt: A\nStates: { A: { Type: Pass, End: true } }\n';
  const lost = work.check(text, join(folder, 'a.asl.yaml')).catch((error: Error) => error.message);
  work.close();
  expect(await lost).toBe('the thread of the checks was ended');
  expect(await work.check(text, join(folder, 'a.asl.yaml'))).toEqual([]);
});
