import type { State } from '@document-pipelines/asl/definition';
import {
  compileStateMachine,
  type ExecutionRecord,
  realClock,
  seededRandom,
  startExecution,
} from '@document-pipelines/asl/interpreter';

const executions = 2_000;
const statesEach = 10;

/** States a second of a chain of ten JSONPath Pass states with one intrinsic function each, history on. Usage: tsx pass-chain.ts */
async function main(): Promise<void> {
  const stateMachine = compileStateMachine({ StartAt: 'Pass0', States: Object.fromEntries(chain()) });
  const rounds: number[] = [];
  for (let round = 0; round < 7; round++) rounds.push(await statesASecond(stateMachine));
  rounds.sort((a, b) => a - b);
  console.log(
    `${Math.round(rounds[3]!).toLocaleString('en')} states a second (median of 7 rounds of ${executions} executions)`,
  );
}

function chain(): [string, State][] {
  return Array.from({ length: statesEach }, (_, index) => {
    const isLast = index === statesEach - 1;
    const Parameters = { 'count.$': 'States.MathAdd($.count, 1)', 'name.$': '$.name' };
    return [`Pass${index}`, { Type: 'Pass', Parameters, ...(isLast ? { End: true } : { Next: `Pass${index + 1}` }) }];
  });
}

async function statesASecond(stateMachine: ReturnType<typeof compileStateMachine>): Promise<number> {
  const random = seededRandom(1);
  const begun = performance.now();
  for (let index = 0; index < executions; index++) {
    const record: ExecutionRecord = await startExecution({
      stateMachine,
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:chain',
      stateMachineName: 'chain',
      roleArn: 'arn:aws:iam::123456789012:role/chain',
      name: `chain-${index}`,
      executionArn: `arn:aws:states:us-east-1:123456789012:execution:chain:chain-${index}`,
      input: { count: 0, name: 'a chain' },
      type: 'STANDARD',
      clock: realClock,
      random,
      tasks: { call: () => Promise.reject(new Error('there is no task')) },
    }).result;
    if (record.history.length !== 2 * statesEach + 2) throw new Error(`${record.history.length} events`);
  }
  return (executions * statesEach) / ((performance.now() - begun) / 1000);
}

main();
