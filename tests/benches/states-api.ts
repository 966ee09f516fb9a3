/**
 * StartExecution a second over HTTP: `asl local serve` in a process of its own, in memory, and the AWS SDK as its client in this one. The
 * machine is ten Pass states; every execution is run to its end. Prints the median of the rounds, and what one plain HTTP client gets.
 *
 *     node -r tsx/cjs tests/benches/states-api.ts [executions per round] [connections]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import {
  CreateStateMachineCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

const executions = Number(process.argv[2] ?? 3000);
const connections = Number(process.argv[3] ?? 32);
const port = 18_583;
const endpoint = `http://127.0.0.1:${port}`;
const roleArn = 'arn:aws:iam::123456789012:role/bench';

void main();

async function main(): Promise<void> {
  const root = join(__dirname, '..', '..');
  const server = spawn(
    process.execPath,
    [join(root, 'packages', 'asl', 'asl.js'), 'local', 'serve', '--port', String(port)],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    await said(server, 'press Ctrl-C to stop');
    const client = new SFNClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: connections }) },
    });
    const { stateMachineArn = '' } = await client.send(
      new CreateStateMachineCommand({ name: 'ten', roleArn, definition: JSON.stringify(tenStates()) }),
    );
    const bySdk = await rounds(() =>
      client.send(new StartExecutionCommand({ stateMachineArn, input: '{"name":"Ada"}' })),
    );
    const agent = new Agent({ keepAlive: true, maxSockets: connections });
    const byHttp = await rounds(() => post(agent, JSON.stringify({ stateMachineArn, input: '{"name":"Ada"}' })));
    const { executions: running = [] } = await client.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }),
    );
    console.log(
      `Node ${process.version}, ${connections} connections, rounds of ${executions} executions of ten Pass states`,
    );
    console.log(`AWS SDK   ${Math.round(median(bySdk)).toLocaleString('en')} StartExecution a second`);
    console.log(`plain HTTP ${Math.round(median(byHttp)).toLocaleString('en')} StartExecution a second`);
    console.log(`still running at the end: ${running.length}`);
    client.destroy();
    agent.destroy();
  } finally {
    server.kill('SIGINT');
  }
}

function tenStates() {
  const names = Array.from({ length: 10 }, (_, index) => `Pass${index}`);
  const States = Object.fromEntries(
    names.map((name, index) => [name, { Type: 'Pass', ...(index === 9 ? { End: true } : { Next: names[index + 1] }) }]),
  );
  return { StartAt: 'Pass0', States };
}

/** Five rounds, after one that warms up both sides: executions in a second. */
async function rounds(start: () => Promise<unknown>): Promise<number[]> {
  const rates: number[] = [];
  for (let round = 0; round < 6; round++) {
    const begun = performance.now();
    let left = executions;
    const worker = async (): Promise<void> => {
      while (left-- > 0) await start();
    };
    await Promise.all(Array.from({ length: connections }, worker));
    if (round > 0) rates.push(executions / ((performance.now() - begun) / 1000));
  }
  return rates;
}

function post(agent: Agent, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
      'x-amz-target': 'AWSStepFunctions.StartExecution',
    };
    const sent = request({ agent, host: '127.0.0.1', port, method: 'POST', headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${String(response.statusCode)}`));
      response.resume().on('end', resolve);
    });
    sent.on('error', reject).end(body);
  });
}

function said(server: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes(words)) resolve();
    });
    server.once('exit', (status) => reject(new Error(`the server ended with ${String(status)}`)));
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
