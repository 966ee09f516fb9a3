import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './measure';

const sound = { StartAt: 'A', States: { A: { Type: 'Succeed' } } };
const faulty = { StartAt: 'B', States: { A: { Type: 'Succeed' } } };

describe('measure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function write(file: string, records: readonly unknown[]): void {
    const lines = records.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
    writeFileSync(join(folder, file), lines.join('\n'));
  }

  it('counts false alarms, what is not found and codes that differ, and names the records that it cannot read', async () => {
    write('valid.jsonl', [
      { id: 'sound', definition: sound, text: '', valid: true },
      '{ half a record',
      { id: 'alarm', definition: faulty, text: '', valid: true },
    ]);
    write('invalid.jsonl', [
      { id: 'found', definition: faulty, text: '', valid: false },
      { id: 'not found', definition: sound, text: '', valid: false },
      { id: 'no definition', valid: false },
    ]);
    write('aws-measured.jsonl', [
      {
        id: 'coded',
        definition: faulty,
        text: '',
        valid: false,
        aws_diagnostics: [{ code: 'MISSING_TRANSITION_TARGET' }],
      },
      {
        id: 'other code',
        definition: faulty,
        text: '',
        valid: false,
        aws_diagnostics: [{ code: 'MISSING_END_STATE' }],
      },
    ]);

    const report = await measure(folder);

    expect(report.valid).toMatchObject({ total: 2, pass: 1, failures: [{ id: 'alarm' }] });
    expect(report.invalid).toMatchObject({
      total: 3,
      pass: 1,
      failures: [{ id: 'not found' }, { id: 'no definition' }],
    });
    expect(report.awsMeasured).toMatchObject({ total: 2, pass: 2 });
    expect(report.awsCodes).toMatchObject({ total: 2, pass: 1, failures: [{ id: 'other code' }] });
    expect(report.unreadable).toEqual([{ id: 'valid.jsonl:2', why: expect.stringMatching(/JSON/) }]);
    expect(report.executions).toBeUndefined();
  });

  it('holds deployed roles to what a run needs, and lists apart what only stopping and redriving need', async () => {
    const task = (Resource: string, more: object) => ({
      StartAt: 'A',
      States: { A: { Type: 'Task', Resource, ...more, End: true } },
    });
    const call = 'arn:aws:states:::aws-sdk:dynamodb:getItem';
    const nested = 'arn:aws:states:::states:startExecution.sync';
    write('iam.jsonl', [
      { id: 'wildcards', kind: 'approximate', definition: task(call, {}), expected_actions: ['DynamoDB:Get*'] },
      { id: 'lacks it', kind: 'approximate', definition: task(call, {}), expected_actions: ['dynamodb:PutItem'] },
      {
        id: 'never stopped',
        kind: 'approximate',
        definition: task('${Nested}', { Parameters: { StateMachineArn: '${Child}' } }),
        substitutions: { Nested: { 'Fn::Sub': nested } },
        expected_actions: ['states:StartExecution', 'events:*'],
      },
      { id: 'of another tool', kind: 'exact', definition: task(call, {}), expected_actions: [] },
    ]);

    const { iam } = await measure(folder);

    expect(iam).toMatchObject({ total: 3, pass: 2, strictPass: 1 });
    expect(iam?.failures).toEqual([{ id: 'lacks it', why: 'not granted: dynamodb:GetItem' }]);
    expect(iam?.unexercised).toEqual([
      {
        id: 'never stopped',
        why: expect.stringMatching(/states:DescribeExecution \(AWS lists it in .*states:StopExecution/),
      },
    ]);
  });

  it('judges definitions in files: correct ones without an error, faulty ones by a finding that is not advice', async () => {
    for (const group of ['correct', 'faulty']) mkdirSync(join(folder, group));
    writeFileSync(join(folder, 'correct', 'sound.asl.json'), JSON.stringify(sound));
    writeFileSync(join(folder, 'correct', 'alarm.asl.json'), JSON.stringify(faulty));
    writeFileSync(join(folder, 'faulty', 'found.asl.json'), JSON.stringify(faulty));
    writeFileSync(join(folder, 'faulty', 'bytes.asl.json'), Buffer.from([0xfc]));
    const task = { Type: 'Task', Resource: '${Function}', End: true };
    writeFileSync(join(folder, 'faulty', 'advice.asl.json'), JSON.stringify({ StartAt: 'A', States: { A: task } }));

    const { definitions } = await measure(folder);

    expect(definitions).toMatchObject({ total: 5, pass: 3 });
    expect(definitions?.failures.map(({ id }) => id)).toEqual(['correct/alarm.asl.json', 'faulty/advice.asl.json']);
  });
});
