/**
 * The ten-state chain of pass-chain.ts on the npm interpreter `aws-local-stepfunctions`, if it is installed: AWS_LOCAL_STEPFUNCTIONS is
 * its folder (that of its package.json). It is not a dependency of this project.
 *
 *     AWS_LOCAL_STEPFUNCTIONS=…/node_modules/aws-local-stepfunctions node -r tsx/cjs tests/benches/peer-pass-chain.ts
 */
import { join } from 'node:path';
import { median } from './measuring/median';

interface Peer {
  readonly StateMachine: new (definition: object) => { run(input: object): { readonly result: Promise<unknown> } };
}

const executions = 2_000;
const statesEach = 10;

void main(process.env['AWS_LOCAL_STEPFUNCTIONS']);

async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) return console.log('left out: AWS_LOCAL_STEPFUNCTIONS names no folder');
  const { StateMachine } = require(join(folder, 'build', 'main.node.cjs')) as Peer;
  const stateMachine = new StateMachine({ StartAt: 'Pass0', States: chain() });
  const rounds: number[] = [];
  for (let round = 0; round < 7; round++) {
    const begun = performance.now();
    for (let index = 0; index < executions; index++) await stateMachine.run({ count: 0, name: 'a chain' }).result;
    rounds.push((executions * statesEach) / ((performance.now() - begun) / 1000));
  }
  console.log(
    `${Math.round(median(rounds)).toLocaleString('en')} states a second (median of 7 rounds of ${executions} executions)`,
  );
}

function chain(): object {
  const states = Array.from({ length: statesEach }, (_, index) => {
    const Parameters = { 'count.$': 'States.MathAdd($.count, 1)', 'name.$': '$.name' };
    const way = index === statesEach - 1 ? { End: true } : { Next: `Pass${index + 1}` };
    return [`Pass${index}`, { Type: 'Pass', Parameters, ...way }] as const;
  });
  return Object.fromEntries(states);
}
