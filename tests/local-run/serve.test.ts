import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeStateMachineCommand,
  ListStateMachinesCommand,
  SFNClient,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { greet, start, type TestServer, untilEnded } from '../../packages/local-aws/tests/states-api/served-states';
import { temporaryProject } from './temporary-project';

jest.setTimeout(300_000);

const project = temporaryProject();
const started: ReturnType<typeof project.asl>[] = [];
const asl: typeof project.asl = (...args) => {
  const running = project.asl('local', ...args);
  started.push(running);
  return running;
};
afterAll(() => {
  for (const { child } of started) child.kill('SIGKILL');
  project.remove();
});

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };

function clientOf(port: string): TestServer {
  const url = `http://127.0.0.1:${port}`;
  const client = new SFNClient({
    endpoint: url,
    region: 'us-east-1',
    credentials,
  });
  return { client, url, close: async () => client.destroy() };
}

describe('asl local serve', () => {
  it('serves the definitions it is given until Ctrl-C, and says when its port is taken', async () => {
    const port = await freePort();
    const definition = join(project.folder, 'greet.asl.json');
    writeFileSync(definition, JSON.stringify(greet));
    const serving = asl('serve', '--port', port, '--definitions', definition);
    await serving.printed(new RegExp(`Step Functions on http://127.0.0.1:${port} \\(in memory\\)`));
    const server = clientOf(port);

    const executionArn = await start(server, 'arn:aws:states:us-east-1:123456789012:stateMachine:greet');
    expect(await untilEnded(server, executionArn)).toMatchObject({ output: '{"hello":"world"}' });
    const second = await asl('serve', '--port', port).ended;
    expect(second).toMatchObject({ status: 2, stdout: expect.stringContaining(`port ${port} on 127.0.0.1 is taken`) });
    serving.child.kill('SIGINT');
    expect(await serving.ended).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('asl local serve: stopped'),
    });
    await server.close();
  });

  it('warns when it is opened to a network', async () => {
    const serving = asl('serve', '--port', await freePort(), '--host', '0.0.0.0');
    await serving.printed(/press Ctrl-C to stop/);
    serving.child.kill('SIGINT');

    expect((await serving.ended).stdout).toContain(
      '! anyone who reaches 0.0.0.0 can start executions here, without credentials',
    );
  });

  it('refuses a definition with mistakes, showing where', async () => {
    const definition = join(project.folder, 'wrong.asl.json');
    writeFileSync(definition, '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}');
    const refused = await asl('serve', '--port', await freePort(), '--definitions', definition).ended;

    expect(refused.status).toBe(2);
    expect(refused.stdout).toContain("MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Next");
  });

  it('applies the app first with --env: its machines are served, and Tasks reach its services with its roles', async () => {
    const port = await freePort();
    const temporary = mkdtempSync(join(tmpdir(), 'serve-env-'));
    const state = join(temporary, 'state');
    const serving = asl('serve', '--env', 'dev', '--state', state, '--port', port);
    await serving.printed(new RegExp(`all services of dev on http://127.0.0.1:${port} `));
    const server = clientOf(port);
    const { stateMachines = [] } = await server.client.send(new ListStateMachinesCommand({}));
    const stateMachineArn = stateMachines.find(({ name }) => name === 'dev-document-pipeline')?.stateMachineArn ?? '';
    expect(await server.client.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
      status: 'ACTIVE',
    });

    await server.client.send(
      new UpdateStateMachineCommand({ stateMachineArn, definition: JSON.stringify(storeThenList()) }),
    );
    const { status, error, cause } = await untilEnded(server, await start(server, stateMachineArn));

    // Allowed actions of the role succeed; others are denied as on AWS.
    expect(readdirSync(join(state, 'objects', results, 'a')).sort()).toContain('document.json');
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.ItemReaderFailed' });
    expect(cause).toContain('is not authorized to perform: s3:ListBucket');
    // The same port has the objects too, and other commands find it.
    const store = new S3Client({ endpoint: server.url, region: 'us-east-1', credentials, forcePathStyle: true });
    const { ContentLength: bytes } = await store.send(
      new HeadObjectCommand({ Bucket: results, Key: 'a/document.json' }),
    );
    expect(bytes).toBe(7);
    store.destroy();
    expect(JSON.parse(readFileSync(join(state, 'endpoint.json'), 'utf8'))).toEqual({ port: Number(port) });
    serving.child.kill('SIGINT');
    expect((await serving.ended).stdout).toMatch(
      /^\S+Z {2}dev-document-pipeline {2}\S+ {2}failed after \S+ s: States\.ItemReaderFailed: /m,
    );
    await server.close();
    rmSync(temporary, { recursive: true, force: true });
  });
});

const results = 'dev-results-123456789012-us-east-1';

function storeThenList() {
  return {
    StartAt: 'Store',
    States: {
      Store: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:s3:putObject',
        Parameters: { Bucket: results, Key: 'a/document.json', Body: { a: 1 } },
        Next: 'Each',
      },
      Each: {
        Type: 'Map',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:listObjectsV2',
          Parameters: { Bucket: 'somebody-elses' },
        },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'One',
          States: { One: { Type: 'Pass', End: true } },
        },
        End: true,
      },
    },
  };
}
