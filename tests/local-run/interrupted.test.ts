import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { resultsOf, run, samples } from './documents-run';
import { type TemporaryProject, temporaryProject } from './temporary-project';

jest.setTimeout(300_000);

/** Asked to end; killed at any moment: tests/crash. */
describe('a process that ends in the middle', () => {
  let project: TemporaryProject;
  beforeEach(() => {
    project = temporaryProject();
  });
  afterEach(() => project.remove());

  it.each([
    ['SIGINT', /ValidateDocument/],
    ['SIGTERM', /EnrichDocument/],
  ] as const)('by %s at %s: the next start goes on, and nothing is lost or done twice', async (signal, moment) => {
    const files = ['invoice.pdf', 'contract.pdf', 'empty.pdf'].map((name) => join(samples, name));
    const interrupted = project.pipelines(...run, ...files);
    await interrupted.printed(moment);
    interrupted.child.kill(signal);
    const end = await interrupted.ended;
    const next = await project.pipelines(...run, ...files, '--json').ended;

    expect(end.status).toBe(130);
    expect(next.status).toBe(0);
    expect(resultsOf(next).map(({ outcome }) => outcome)).toEqual(['stored', 'rejected', 'stored']);
    const { stdout } = await project.pipelines('status').ended;
    expect(stdout).toContain('ledger: 3 document(s)');
    expect(stdout).toContain('dead letters: 0');
  });

  it('a second process is told which one works there', async () => {
    const running = project.pipelines(...run, join(samples, 'invoice.pdf'));
    await running.printed(/RegisterDocument/);

    // Paused, so that it has not ended before the second one reads the lock.
    running.child.kill('SIGSTOP');
    const second = await project.pipelines('review', 'approve', 'review-1').ended;
    running.child.kill('SIGCONT');

    expect(second.status).toBe(2);
    expect(second.stdout).toMatch(new RegExp(`in use by process ${running.child.pid} `));
    expect((await running.ended).status).toBe(0);
  });

  it('a second process reads and answers through the first one', async () => {
    await project.pipelines(...run, join(samples, 'wrong-sums.pdf')).ended;
    const state = join(project.folder, '.local', 'dev');
    const first = project.asl('local', 'serve', '--env', 'dev', '--state', state, '--port', String(await freePort()));
    await first.printed(/press Ctrl-C to stop/);

    const status = await project.pipelines('status').ended;
    const list = await project.pipelines('review').ended;
    const show = await project.pipelines('review', 'show', 'incoming/wrong-sums.pdf').ended;
    const answer = await project.pipelines('review', 'approve', 'incoming/wrong-sums.pdf').ended;
    first.child.kill('SIGTERM');
    const end = await first.ended;

    expect(status).toMatchObject({ status: 0, stdout: expect.stringContaining('ledger: 1 document(s)') });
    expect(status.stdout).toMatch(/running: 1 execution\(s\)\n {2}\S+ {2}in RequestReview, waits for an answer\n/);
    expect(status.stdout).toContain('dead letters: 0');
    expect(list.stdout).toMatch(/^review-[0-9a-f]{16} {2}incoming\/wrong-sums\.pdf {2}invoice/);
    const [, document = ''] = /^document {2}(.+)$/m.exec(show.stdout) ?? [];
    expect(readFileSync(join(project.folder, document))).toEqual(readFileSync(join(samples, 'wrong-sums.pdf')));
    expect(answer).toMatchObject({ status: 0, stdout: expect.stringContaining('wrong-sums.pdf: stored') });
    expect(end.status).toBe(0);
  });
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
