import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ExecutionSource, endpointSource, executionPages } from '@document-pipelines/asl/ui';
import { type Standalone, type StatesServer, startServer, startStandalone } from '../serve';
import { folderSource } from './folder-source';

const stateFolder = mkdtempSync(join(tmpdir(), 'ui-sources-'));
const prefix = 'arn:aws:states:us-east-1:123456789012';
const definition = {
  StartAt: 'Check',
  States: {
    Check: { Type: 'Choice', Choices: [{ Variable: '$.ok', BooleanEquals: true, Next: 'Fine' }], Default: 'Reject' },
    Fine: { Type: 'Succeed' },
    Reject: { Type: 'Fail', Error: 'NotOk', Cause: 'line one\nline two' },
  },
};
const held = { StartAt: 'Hold', States: { Hold: { Type: 'Wait', Seconds: 3_600, End: true } } };
const here = { label: 'here', runCommand: 'npx asl local serve' };
let states: Standalone;
let server: StatesServer;

beforeAll(async () => {
  states = startStandalone({ stateFolder });
  server = await startServer(states, { host: '127.0.0.1', port: 0 });
  const request = {
    name: 'checks',
    definition: JSON.stringify(definition),
    roleArn: 'arn:aws:iam::123456789012:role/r',
  };
  const { stateMachineArn } = await states.call('CreateStateMachine', request);
  for (const [name, ok] of [
    ['first', true],
    ['second', false],
  ] as const)
    await states.call('StartExecution', { stateMachineArn, name, input: JSON.stringify({ ok }) });
  while (states.states.running().length > 0) await delay(10);
});
afterAll(async () => {
  await server?.close();
  await states?.close();
  rmSync(stateFolder, { recursive: true });
});

const sources: readonly [string, () => ExecutionSource][] = [
  ['a state folder, while another process may write it', () => folderSource(stateFolder, here)],
  ['an endpoint', () => endpointSource(server.url)],
];

describe.each(sources)('executions of %s', (_what, open) => {
  const second = `${prefix}:execution:checks:second`;

  it('are listed and described, with the definition that they run', async () => {
    const source = open();
    const [machine] = await source.machines();
    expect(machine).toEqual({ stateMachineArn: `${prefix}:stateMachine:checks`, name: 'checks' });
    const { rows } = await source.list({ stateMachineArn: machine?.stateMachineArn ?? '' });
    const shown = rows.map(({ name, machine: of, status }) => ({ name, of, status }));
    expect(shown.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'first', of: 'checks', status: 'SUCCEEDED' },
      { name: 'second', of: 'checks', status: 'FAILED' },
    ]);
    const described = await source.describe(second);
    expect(described).toMatchObject({ status: 'FAILED', error: 'NotOk', input: '{"ok":false}' });
    expect(JSON.parse(described.definition ?? '')).toEqual(definition);
  });

  it('have their events, and the state in which they failed', async () => {
    const source = open();
    const events = await source.events(second, 0);
    expect(events.map(({ id, type }) => `${id} ${type}`)).toEqual([
      '1 ExecutionStarted',
      '2 ChoiceStateEntered',
      '3 ChoiceStateExited',
      '4 FailStateEntered',
      '5 ExecutionFailed',
    ]);
    expect(Math.abs(Date.now() - (events[0]?.timestamp ?? 0))).toBeLessThan(600_000);
    expect((await source.events(second, 4)).map(({ id }) => id)).toEqual([5]);
    const [row] = (await source.list({ stateMachineArn: `${prefix}:stateMachine:checks` })).rows.filter(
      ({ name }) => name === 'second',
    );
    expect(await source.failure(row!)).toEqual({ failedState: 'Reject', error: 'NotOk', reason: 'line one' });
  });

  it('are reported missing by their ARN', async () => {
    await expect(open().describe(`${prefix}:execution:checks:third`)).rejects.toMatchObject({
      name: 'ExecutionNotFoundError',
    });
  });
});

describe('a state folder', () => {
  it('that does not exist yet has no executions', async () => {
    const source = folderSource(join(stateFolder, 'later'), here);
    expect(await source.machines()).toEqual([]);
    expect(await source.list({ stateMachineArn: `${prefix}:stateMachine:checks` })).toEqual({ rows: [] });
  });

  it('is not left by the name of an execution', async () => {
    const outside = `${prefix}:execution:../state-machines:checks`;
    await expect(folderSource(stateFolder, here).describe(outside)).rejects.toMatchObject({
      name: 'ExecutionNotFoundError',
    });
  });

  it('has the lines of a function that belong to an execution, by its ARN or its trace', async () => {
    const arn = `${prefix}:execution:checks:second`;
    const at = (second: number): string => `2026-11-28T14:00:0${second}.000Z`;
    mkdirSync(join(stateFolder, 'logs'), { recursive: true });
    const lines = [
      { timestamp: at(1), message: 'before' },
      { timestamp: at(4), message: 'own', xray_trace_id: 'a', executionArn: arn },
      { timestamp: at(4), message: 'of another', xray_trace_id: 'b' },
      { timestamp: at(5), message: 'own too', xray_trace_id: 'a' },
    ].map((line) => JSON.stringify(line));
    writeFileSync(join(stateFolder, 'logs', 'read.log'), `${[...lines, 'a line of its stack'].join('\n')}\n`);
    const read = (functionName: string) =>
      folderSource(stateFolder, here).log!({
        functionName,
        executionArn: arn,
        from: Date.parse(at(4)),
        to: Date.parse(at(5)),
      });

    const { lines: found } = await read('read');
    expect(found.map(({ text, isOwn }) => [/"message":"([^"]*)"/.exec(text)?.[1] ?? text, isOwn])).toEqual([
      ['own', true],
      ['of another', false],
      ['own too', true],
      ['a line of its stack', true],
    ]);
    expect(await read('silent')).toMatchObject({ lines: [], problem: 'the function has not written anything' });
    expect(await read('../read')).toMatchObject({ lines: [], problem: 'not the name of a function' });
  });
});

describe('acts on executions', () => {
  const first = `${prefix}:execution:holds:first`;
  const pagesOf = (source: ExecutionSource) => {
    const pages = executionPages({ source, now: Date.now });
    return {
      get: async (path: string, arn: string) =>
        pages.routes
          .find((route) => route.path === path)
          ?.answer(new URLSearchParams({ arn }), new AbortController().signal),
      act: async (name: string, input: object) => {
        const act = pages.acts?.find((each) => each.name === name);
        return act?.run(act.check(input));
      },
    };
  };
  const described = (executionArn: string) => endpointSource(server.url).describe(executionArn);

  beforeAll(async () => {
    const roleArn = 'arn:aws:iam::123456789012:role/r';
    const machine = { name: 'holds', definition: JSON.stringify(held), roleArn };
    const { stateMachineArn } = await states.call('CreateStateMachine', machine);
    await states.call('StartExecution', { stateMachineArn, name: 'first', input: '{"number":1}' });
  });

  it('stop one that runs, and redrive it once however often that is asked', async () => {
    const { get, act } = pagesOf(endpointSource(server.url));
    expect(await get('execution/acts', first)).toEqual({ stop: {}, start: {} });
    await act('execution/stop', { executionArn: first, error: 'Enough', cause: '' });
    expect(await described(first)).toMatchObject({ status: 'ABORTED', error: 'Enough' });
    expect(await get('execution/acts', first)).toEqual({ redrive: {}, start: {} });

    const redrive = { executionArn: first, redriveCount: 0 };
    expect(await act('execution/redrive', redrive)).toEqual({
      executionArn: first,
      text: 'Continues from the state that failed',
    });
    await act('execution/redrive', redrive).catch(() => undefined);
    expect(await described(first)).toMatchObject({ status: 'RUNNING', redriveCount: 1 });
    expect(await get('execution', first)).toMatchObject({
      status: 'RUNNING',
      states: [{ path: 'Hold', status: 'running', visits: 1 }],
    });
  });

  it('enter a Fail again, and name what AWS rejects', async () => {
    const { get, act } = pagesOf(endpointSource(server.url));
    const [second, succeeded] = [`${prefix}:execution:checks:second`, `${prefix}:execution:checks:first`];
    await act('execution/redrive', { executionArn: second, redriveCount: 0 });
    while ((await described(second)).status === 'RUNNING') await delay(10);
    expect(await get('execution', second)).toMatchObject({
      status: 'FAILED',
      redriveCount: 1,
      failedAt: { name: 'Reject' },
    });
    await expect(act('execution/redrive', { executionArn: succeeded, redriveCount: 0 })).rejects.toThrow(
      'ExecutionNotRedrivable: Execution is SUCCEEDED and cannot be redriven',
    );
    expect(await get('execution/acts', succeeded)).toEqual({ start: {} });
  });

  it('start another one with the very input, or with another, under a name that is free', async () => {
    const { act } = pagesOf(endpointSource(server.url));
    const start = (name: string, input?: string) =>
      act('execution/start', { executionArn: first, name, ...(input === undefined ? {} : { input }) });
    expect(await start('again')).toEqual({ executionArn: `${prefix}:execution:holds:again` });
    expect((await described(`${prefix}:execution:holds:again`)).input).toBe('{"number":1}');
    await start('edited', '{"number": 2}');
    expect((await described(`${prefix}:execution:holds:edited`)).input).toBe('{"number":2}');
    await expect(start('again', '{}')).rejects.toThrow('ExecutionAlreadyExists');
    await expect(start('other', '{')).rejects.toThrow('InvalidExecutionInput');
    await expect(start('two words')).rejects.toThrow('`name`: must have 1 to 80 characters');
  });

  it('need a process: on files, the page says what to run', async () => {
    const { get, act } = pagesOf(folderSource(stateFolder, here));
    const reason = 'nothing runs here: this page reads its files';
    expect(await get('execution/acts', first)).toMatchObject({
      start: {},
      closed: { reason, command: 'npx asl local serve' },
    });
    await expect(act('execution/stop', { executionArn: first })).rejects.toThrow(reason);
  });
});

it.each(['https://127.0.0.1:8083', 'http://example.com', 'nonsense'])(
  '%s is not an endpoint of this computer',
  (url) => {
    expect(() => endpointSource(url)).toThrow(`\`${url}\` is not the address of an endpoint on this computer`);
  },
);
