import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultsOf, run, samples } from './documents-run';
import { type TemporaryProject, temporaryProject } from './temporary-project';

jest.setTimeout(600_000);

const files = ['invoice.pdf', 'contract.pdf', 'empty.pdf'].map((name) => join(samples, name));

/** One environment: after the disk was full, the next run goes on where the one before it ended. */
describe('a run that cannot go on', () => {
  let project: TemporaryProject;
  beforeAll(() => {
    project = temporaryProject();
  });
  afterAll(() => project.remove());
  const startAgain = (): void => rmSync(join(project.folder, '.local'), { recursive: true });

  it.each([
    ['throw', 'a timer failed'],
    ['reject', 'a promise failed'],
  ])('because of an error that nothing was waiting for (%s) ends with status 2 and its stack', async (how, message) => {
    const preload = `--require "${join(__dirname, 'late-error.js')}"`;
    const { status, stderr } = await project.pipelinesIn(
      { NODE_OPTIONS: preload, LATE_ERROR: how },
      ...run,
      join(samples, 'empty.pdf'),
      '--json',
    ).ended;

    expect(stderr).toMatch(
      new RegExp(
        `error: Error: ${message}\\n(?: +at .*\\n)*.*late-error\\.js.*\\n(?: +at .*\\n)*this is a defect.*\\n$`,
      ),
    );
    expect(status).toBe(2);
    startAgain();
  });

  it('because its time is over reports documents that are running, and not before they were', async () => {
    const { status, stdout, stderr } = await project.pipelines(...run, ...files, '--json', '--timeout', '0.05').ended;

    expect(status).toBe(1);
    expect(stderr).toContain('! timeout after 0.05 s');
    const results = resultsOf({ status, stdout, stderr, signal: null });
    expect(results.map(({ outcome }) => outcome)).toEqual(['running', 'running', 'running']);
    for (const { durationSeconds } of results) expect(durationSeconds).toBeGreaterThanOrEqual(0);
    startAgain();
  });

  it.each([
    ['a delivery', 'deliveries/', 4],
    ['a record of an execution', 'executions/dev-document-pipeline', 20],
  ])('because the disk is full at %s ends with status 2', async (_what, path, writes) => {
    const preload = `--require "${join(__dirname, 'full-disk.js')}"`;
    const variables = { NODE_OPTIONS: preload, FULL_AT: path, FULL_AFTER: String(writes) };
    const full = await project.pipelinesIn(variables, ...run, ...files, '--json').ended;

    expect(full.stderr).toMatch(
      /error: the disk is full \(ENOSPC: .*\): nothing that was kept in .* is lost; free space on it and run the same command again\n$/,
    );
    expect(full.status).toBe(2);
    const outcomes = resultsOf(full).map(({ outcome }) => outcome);
    expect(outcomes).toHaveLength(3);
    expect(outcomes).toContain('running');
    expect(outcomes).not.toContain('failed');
  });

  it('goes on at the next start, wherever it ended before', async () => {
    const next = await project.pipelines(...run, ...files, '--json').ended;

    expect(next.status).toBe(0);
    expect(Object.fromEntries(resultsOf(next).map(({ document, outcome }) => [document, outcome]))).toEqual({
      'invoice.pdf': 'stored',
      'contract.pdf': 'stored',
      'empty.pdf': 'rejected',
    });
  });

  it('because a file of its state is damaged ends with status 2 and names the file', async () => {
    const folder = join(project.folder, '.local', 'dev', 'schedules');
    mkdirSync(folder, { recursive: true });
    for (const damage of ['{"name": "remin', '{}']) {
      writeFileSync(join(folder, 'reviews~reminder.json'), damage);

      const { status, stdout } = await project.pipelines('status').ended;

      expect(stdout).toMatch(
        /^error: .*reminder\.json does not hold .*: nothing else is lost; move .*reminder\.json away/,
      );
      expect(status).toBe(2);
    }
    rmSync(folder, { recursive: true });
    const { status, stdout } = await project.pipelines('status').ended;
    expect(status).toBe(0);
    expect(stdout).toContain('dead letters: 0');
  });
});
