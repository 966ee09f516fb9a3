import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesisedStacks } from '../synthesised-stacks/synthesise';
import { nameIn } from '../synthesised-stacks/synthesised-stack';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'alarms.md'), 'utf8');
const rows = new Map([...page.matchAll(/^\| `([^`]+)` \|.*$/gm)].map(([row, name = '']) => [name, row]));

/** The name of each alarm as the page has it, with the command of its description. */
const alarms = synthesisedStacks().flatMap((stack) => {
  const machines = stack.ofType('aws_sfn_state_machine').map(({ address }) => nameIn(address));
  const ofMachine = new RegExp(`^(${machines.join('|')})-(failed|timedout|aborted)$`);
  return stack.ofType('aws_cloudwatch_metric_alarm').map(({ address, arguments: given }) => {
    const name = nameIn(address).replace(ofMachine, '<state machine>-$2').replace(/-\d+$/, '-<n>');
    const [, command = ''] = /Begin with: (.*?) --env /.exec(String(given['alarm_description'])) ?? [];
    return { name, command };
  });
});

describe('docs/alarms.md', () => {
  it('has a row of every alarm, and of no other', () => {
    expect([...rows.keys()].sort()).toEqual([...new Set(alarms.map(({ name }) => name))].sort());
  });

  it('names the command of each alarm', () => {
    for (const { name, command } of alarms) expect(rows.get(name)).toContain(`\`${command}\``);
  });
});
