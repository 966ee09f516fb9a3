import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resultsOf, run, samples } from './documents-run';
import { temporaryProject } from './temporary-project';

jest.setTimeout(300_000);

describe('what cannot be run', () => {
  const project = temporaryProject();
  const folder = mkdtempSync(join(tmpdir(), 'documents-'));
  afterAll(() => {
    project.remove();
    rmSync(folder, { recursive: true });
  });

  it.each<[string, readonly string[], RegExp]>([
    [
      'an environment that is not there',
      [...run, join(samples, 'invoice.pdf'), '--env', 'test'],
      /there is no environment test; available: dev, prod, staging/,
    ],
    ['an unknown live service', [...run, samples, '--live', 's3'], /--live accepts bedrock or textract, not s3/],
    [
      'a model server on another computer',
      [...run, samples, '--model-server', 'http://192.0.2.1:8000', '--model', 'qwen3'],
      /http:\/\/192\.0\.2\.1:8000\/v1 is not on this computer, .*: allow it with --allow-remote/,
    ],
    ['a review before any run', ['review', '--env', 'staging'], /there are no runs in staging/],
    ['an option that is no number', [...run, '--port', 'none'], /a port must be an integer/],
  ])('%s is said plainly, with status 2', async (_what, args, message) => {
    const { status, stdout, stderr } = await project.pipelines(...args).ended;

    expect(stdout + stderr).toMatch(message);
    expect(status).toBe(2);
  });

  it.each<[string, readonly string[], RegExp]>([
    [
      'a machine that is not there',
      ['run', 'letter-pipeline'],
      /there is no state machine letter-pipeline; available: agent-pipeline, .*document-pipeline/,
    ],
    ['documents for a machine', ['run', 'classify-text', join(samples, 'invoice.pdf')], /too many arguments for 'run'/],
    [
      'a resource type that is not there',
      ['run', 'classify-text', '--without', 'aws_vpc_endpoint'],
      /--without aws_vpc_endpoint: the stack has no resource of this type/,
    ],
    ['a type to leave out of no stack', ['serve', '--without', 'aws_kms_key'], /--without requires --env/],
    ['a model without a server', ['serve', '--model', 'qwen3'], /--model-server and --model require --env/],
  ])('%s is said plainly, with status 2', async (_what, args, message) => {
    const { status, stdout, stderr } = await project.asl('local', ...args).ended;

    expect(stdout + stderr).toMatch(message);
    expect(status).toBe(2);
  });

  it.each([[['run', 'classify-text']], [['serve', '--env', 'dev']]])(
    'the app of a project that asl was installed for is run by `asl local %s` with --yes only',
    async (args) => {
      const { status, stdout, stderr } = await project.aslUnconfirmed('local', ...args).ended;

      expect(stdout + stderr).toMatch(/synthesising runs the app's command in .*synthesise\.js.*; allow it with --yes/);
      expect(status).toBe(2);
    },
  );

  it('an input that cannot be read takes nothing of earlier runs away', async () => {
    const kept = join(project.folder, '.local', 'dev', 'kept.txt');
    mkdirSync(join(project.folder, '.local', 'dev'), { recursive: true });
    writeFileSync(kept, 'of an earlier run');

    const { status, stdout } = await project.asl('local', 'run', 'agent-pipeline', '--input', 'none.json', '--fresh')
      .ended;

    expect(stdout).toMatch(/--input none\.json: /);
    expect(status).toBe(2);
    expect(readFileSync(kept, 'utf8')).toBe('of an earlier run');
  });

  it('a port that is taken is said plainly', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };

    const { status, stdout } = await project.pipelines(...run, join(samples, 'empty.pdf'), '--port', String(port))
      .ended;

    server.close();
    expect(stdout).toMatch(new RegExp(`port ${port} .*is taken`));
    expect(status).toBe(2);
  });

  it('a difference from what documents.yaml expects ends with status 1', async () => {
    mkdirSync(join(folder, 'inbox'));
    writeFileSync(join(folder, 'inbox', 'nothing.pdf'), '');
    writeFileSync(
      join(folder, 'inbox', 'documents.yaml'),
      'documents: [{ name: nothing.pdf, file: nothing.pdf, expect: stored }]',
    );

    const { status, stdout } = await project.pipelines(...run, join(folder, 'inbox')).ended;

    expect(stdout).toContain('! expected nothing.pdf to be stored, but it is rejected: EmptyDocument');
    expect(status).toBe(1);
  });

  it('files with any name are taken', async () => {
    writeFileSync(join(folder, 'Rechnung für März & más?.pdf'), readFileSync(join(samples, 'invoice.pdf')));

    const ended = await project.pipelines(...run, join(folder, 'Rechnung für März & más?.pdf'), '--json').ended;

    expect(resultsOf(ended)).toMatchObject([{ document: 'Rechnung für März & más?.pdf', outcome: 'stored' }]);
  });
});
