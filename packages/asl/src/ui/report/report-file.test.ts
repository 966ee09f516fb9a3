import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../../language/definition';
import { readEvent, readExecution } from '../model';
import { type ReportFile, reportFile, runReporter } from './report-file';
import { writeReports } from './write-reports';

const definition = {
  StartAt: 'Send',
  States: {
    Send: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Report' }],
      Next: 'Both',
    },
    Both: {
      Type: 'Parallel',
      Branches: [{ StartAt: 'Left', States: { Left: { Type: 'Pass', End: true } } }],
      End: true,
    },
    Report: { Type: 'Fail', Error: 'Unsent' },
  },
};

/** An execution whose Send fails; each event follows the one before it. */
function execution(cause: string, input: string) {
  const described = {
    ...{ executionArn: 'arn:aws:states:us-east-1:1:execution:m:e', machine: 'm', name: 'e' },
    ...{ status: 'FAILED' as const, startedAt: 1_000, stoppedAt: 4_000, error: 'Unsent' },
    definition: JSON.stringify(definition),
  };
  const events: readonly (readonly [string, JsonObject])[] = [
    ['ExecutionStarted', { executionStartedEventDetails: { input } }],
    ['TaskStateEntered', { stateEnteredEventDetails: { name: 'Send', input } }],
    [
      'TaskScheduled',
      { taskScheduledEventDetails: { resourceType: 'sqs', resource: 'sendMessage', parameters: '{}' } },
    ],
    ['TaskFailed', { taskFailedEventDetails: { error: 'Busy', cause } }],
    ['TaskStateExited', { stateExitedEventDetails: { name: 'Send', output: '{}' } }],
    ['FailStateEntered', { stateEnteredEventDetails: { name: 'Report', input: '{}' } }],
    ['ExecutionFailed', { executionFailedEventDetails: { error: 'Unsent' } }],
  ];
  return readExecution(
    described,
    events.map(([type, details], index) =>
      readEvent({ id: index + 1, previousEventId: index, type, timestamp: new Date(1_000 + index * 500), ...details }),
    ),
  );
}

function dataIn(html: string): ReportFile {
  const [, type, text = ''] = /<script type="application\/(json|gzip)" id="data">([^<]*)</.exec(html) ?? [];
  return JSON.parse(type === 'json' ? text : gunzipSync(Buffer.from(text, 'base64')).toString()) as ReportFile;
}

it('has the model of the page: the state that failed first, its error path drawn, what was reached, the events', () => {
  const { view, errorPaths, overlays, details, events, omittedEvents, description } = reportFile(
    execution('no', '{}'),
    5_000,
  );

  expect(view).toMatchObject({ status: 'FAILED', failedAt: { path: 'Send', attempt: 1 }, failure: { error: 'Busy' } });
  expect(errorPaths).toEqual(['Send']);
  expect(overlays.execution?.edges).toEqual(['\nSend\nstart', 'Send\nReport\ncatch']);
  expect(details.map(({ path, status }) => [path, status])).toEqual([
    ['Send', 'caught'],
    ['Report', 'failed'],
  ]);
  expect([events.length, omittedEvents]).toEqual([7, 0]);
  expect(events[3]).toMatchObject({ type: 'TaskFailed', path: 'Send', isFailure: true, details: { isCut: false } });
  expect(description).toContain('Reached: Send caught, Report failed.');
});

it('marks what it leaves out of a payload', () => {
  const { details, events } = reportFile(execution('no', JSON.stringify('x'.repeat(30_000))), 5_000);
  expect(details[0]?.input).toMatchObject({ bytes: 30_002, isCut: true });
  expect(details[0]?.input?.text).toHaveLength(20_000);
  expect(events[0]?.details).toMatchObject({ isCut: true });
});

it('keeps text of others from being markup, and allows its own script alone', () => {
  const html = runReporter()(execution('</script><img src=x onerror=alert(1)>', '{}'), 5_000);
  expect(html).not.toContain('<img');
  expect(html).toMatch(/content="default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri/);
  expect(dataIn(html).view.failure?.reason).toBe('</script><img src=x onerror=alert(1)>');
});

it('writes a file for each execution, by names that need not fit a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reports-'));
  const { described, events } = execution('no', '{}');
  const source = {
    describe: async () => described,
    events: async () => events,
    list: async () => ({ rows: [] }),
    mapRun: async () => undefined,
  };
  const wanted = ['a b.pdf', '../a/b.pdf', 'a b.pdf', '%'].map((name) => ({
    executionArn: described.executionArn,
    name,
  }));
  const files = await writeReports(source, wanted, folder);
  expect(files.map((file) => relative(folder, file))).toEqual([
    'a-b.pdf.html',
    'a-b.pdf-2.html',
    'a-b.pdf-3.html',
    'run.html',
  ]);
  expect(readFileSync(files[1] ?? '', 'utf8')).toContain('<title>FAILED: m / e</title>');
  rmSync(folder, { recursive: true });
});

it('has the counts of a Map Run and its children, some of them, those that failed first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reports-'));
  const mapRunArn = 'arn:aws:states:us-east-1:1:mapRun:m/each:id';
  const parent = 'arn:aws:states:us-east-1:1:execution:m:e';
  const map = {
    StartAt: 'Each',
    States: {
      Each: { Type: 'Map', ItemProcessor: { ...definition, ProcessorConfig: { Mode: 'DISTRIBUTED' } }, End: true },
    },
  };
  const of = execution('no', '{}');
  const event = (id: number, type: string, more: object) =>
    readEvent({ id, previousEventId: id - 1, type, timestamp: new Date(id), ...more });
  const events = [
    event(1, 'ExecutionStarted', {}),
    event(2, 'MapStateEntered', { stateEnteredEventDetails: { name: 'Each' } }),
    event(3, 'MapRunStarted', { mapRunStartedEventDetails: { mapRunArn } }),
  ];
  const rows = Array.from({ length: 25 }, (_, index) => ({
    executionArn: `arn:aws:states:us-east-1:1:execution:m/each:c${index}`,
    machine: 'm/each',
    name: `c${index}`,
    status: index === 24 ? ('FAILED' as const) : ('SUCCEEDED' as const),
    startedAt: 1_000,
  }));
  const source = {
    describe: async (executionArn: string) => ({
      ...of.described,
      ...rows.find((row) => row.executionArn === executionArn),
      definition: JSON.stringify(map),
    }),
    events: async (executionArn: string) => (executionArn === parent ? events : of.events),
    list: async () => ({ rows }),
    mapRun: async () => ({ status: 'FAILED', total: 25, items: { failed: 1, succeeded: 24 } }),
  };
  const [file = ''] = await writeReports(source, [{ executionArn: parent, name: 'e' }], folder);
  const { mapRuns = {} } = dataIn(readFileSync(file, 'utf8'));
  const { summary, children = [], omitted } = mapRuns['Each'] ?? {};
  expect([summary?.total, omitted, children.length]).toEqual([25, 5, 20]);
  expect(children.slice(0, 2).map(({ view }) => [view.name, view.failedAt?.path])).toEqual([
    ['c24', 'Send'],
    ['c0', 'Send'],
  ]);
  rmSync(folder, { recursive: true });
});

it('compresses more than a megabyte', () => {
  const long = JSON.stringify(Array.from({ length: 4_000 }, (_, index) => `item ${index}`));
  const events = Array.from({ length: 55 }, (_, index) => ({
    ...readEvent({ id: 8 + index, previousEventId: 7, type: 'Note', timestamp: 5, noteEventDetails: { output: long } }),
  }));
  const { described, events: own } = execution('no', long);
  const html = runReporter()(readExecution(described, [...own, ...events]), 5_000);
  expect(html).toContain('type="application/gzip"');
  expect(dataIn(html).events).toHaveLength(62);
  expect(html.length).toBeLessThan(400_000);
});
