import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { readTestCases } from '../../src/serve/test-cases';
import { createMachine, refusal, start, startTestServer, type TestServer, untilEnded } from './served-states';

const config = {
  StateMachines: {
    shop: {
      TestCases: {
        HappyPath: { Charge: 'Charged', Confirm: 'Confirmed' },
        RetryPath: { Charge: 'ChargedAtLast', Confirm: 'Confirmed' },
        TooFew: { Charge: 'Busy', Confirm: 'Confirmed' },
      },
    },
    other: { TestCases: {} },
  },
  MockedResponses: {
    Charged: { 0: { Return: { Payload: { paid: true } } } },
    ChargedAtLast: {
      '0-1': { Throw: { Error: 'Busy', Cause: 'later' } },
      2: { Return: { Payload: { paid: true } } },
    },
    Busy: { 0: { Throw: { Error: 'Busy' } } },
    Confirmed: { 0: { Return: 'confirmed' } },
  },
};

const shop = {
  StartAt: 'Charge',
  States: {
    Charge: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'charge' },
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }],
      Next: 'Confirm',
    },
    Confirm: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: 'q', 'MessageBody.$': '$$.Task.Token' },
      TimeoutSeconds: 60,
      End: true,
    },
  },
};

const folder = mkdtempSync(join(tmpdir(), 'test-cases-'));
const file = join(folder, 'MockConfigFile.json');
writeFileSync(file, JSON.stringify(config));

let server: TestServer;
let arn: string;
beforeAll(async () => {
  server = await startTestServer({ testCase: readTestCases(file) });
  arn = await createMachine(server, 'shop', shop);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('a MockConfigFile.json', () => {
  it('answers the tasks of an execution that names a test case', async () => {
    const executionArn = await start(server, `${arn}#HappyPath`, { name: 'happy' });

    expect(executionArn).toMatch(/:execution:shop:happy$/);
    expect(await untilEnded(server, executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"confirmed"' });
  });

  it('answers attempt by attempt, anew for each execution', async () => {
    const executions = [await start(server, `${arn}#RetryPath`), await start(server, `${arn}#RetryPath`)];

    for (const executionArn of executions)
      expect(await untilEnded(server, executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"confirmed"' });
  });

  it('has no answer after its last one', async () => {
    expect(await untilEnded(server, await start(server, `${arn}#TooFew`))).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining('the test case TooFew has no response for call 1 of Charge'),
    });
  });

  it('is not asked where no test case is named', async () => {
    expect(await untilEnded(server, await start(server, arn))).toMatchObject({
      status: 'FAILED',
      cause: expect.stringContaining('lambda:Invoke is not served here'),
    });
  });

  it('holds no other test case', async () => {
    const sent = server.client.send(new StartExecutionCommand({ stateMachineArn: `${arn}#Nothing` }));

    expect(await refusal(sent)).toMatch(/^InvalidName: Invalid Name: 'Nothing'.*HappyPath/);
  });

  it('must be one', () => {
    const none = join(folder, 'none.json');
    writeFileSync(none, '{"a":1}');

    expect(() => readTestCases(none)).toThrow(/is not a MockConfigFile.json: it has no `StateMachines`/);
  });

  it('is needed for a test case', async () => {
    const without = await startTestServer();
    try {
      const stateMachineArn = `${await createMachine(without, 'shop', shop)}#HappyPath`;
      expect(await refusal(without.client.send(new StartExecutionCommand({ stateMachineArn })))).toMatch(
        /--mock-config FILE/,
      );
    } finally {
      await without.close();
    }
  });
});
