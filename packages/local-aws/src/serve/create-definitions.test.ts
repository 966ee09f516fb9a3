import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { createDefinitions } from './create-definitions';
import { startStandalone } from './standalone';

const folder = mkdtempSync(join(tmpdir(), 'create-definitions-'));
const file = join(folder, 'hello.asl.yaml');
const states = startStandalone();
afterAll(async () => {
  await states.close();
  rmSync(folder, { recursive: true });
});

async function create(definition: string): Promise<string | undefined> {
  writeFileSync(file, definition);
  const [created] = await createDefinitions(states, [folder]);
  return created?.stateMachineArn;
}

describe('a definition of an earlier start', () => {
  const stateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:hello';

  it('updates the state machine of its name', async () => {
    const first = await create('StartAt: A\nStates: { A: { Type: Succeed } }\n');
    const second = await create('StartAt: B\nStates: { B: { Type: Succeed } }\n');
    const { definition } = await states.call('DescribeStateMachine', { stateMachineArn });

    expect([first, second]).toEqual([stateMachineArn, stateMachineArn]);
    expect(JSON.parse(String(definition))).toMatchObject({ StartAt: 'B' });
  });

  it('is a mistake of the person, at its file, if Step Functions refuses what it has become', async () => {
    const error: unknown = await create('StartAt: C\nStates: { B: { Type: Succeed } }\n').catch((each) => each);

    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ location: file, message: expect.stringContaining("Missing 'StartAt' target: C") });
  });
});
