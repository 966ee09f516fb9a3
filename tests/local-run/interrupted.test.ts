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
    const interrupted = project.asl(...run, ...files);
    await interrupted.printed(moment);
    interrupted.child.kill(signal);
    const end = await interrupted.ended;
    const next = await project.asl(...run, ...files, '--json').ended;

    expect(end.status).toBe(130);
    expect(next.status).toBe(0);
    expect(resultsOf(next).map(({ outcome }) => outcome)).toEqual(['stored', 'rejected', 'stored']);
    const { stdout } = await project.asl('status').ended;
    expect(stdout).toContain('ledger: 3 document(s)');
    expect(stdout).toContain('dead letters: 0');
  });

  it('a second process is told which one works there', async () => {
    const running = project.asl(...run, join(samples, 'invoice.pdf'));
    await running.printed(/RegisterDocument/);

    // Held still, so that it has not ended before the second one looks.
    running.child.kill('SIGSTOP');
    const second = await project.asl('review').ended;
    running.child.kill('SIGCONT');

    expect(second.status).toBe(2);
    expect(second.stdout).toMatch(new RegExp(`in use by process ${running.child.pid} `));
    expect((await running.ended).status).toBe(0);
  });
});
