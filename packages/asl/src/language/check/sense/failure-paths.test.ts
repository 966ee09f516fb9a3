import { parseDefinition } from '../../load';
import { checkDefinition } from '../check-definition';

const toDeadLetter = '[{ ErrorEquals: [States.ALL], Next: DeadLetter }]';
const call = "Type: Task, Resource: '${F}', TimeoutSeconds: 9";

/** Two states lead every error to `DeadLetter`; `last` is the third. */
function machine(last: string, more = ''): string {
  return `StartAt: A
States:
  A: { ${call}, Catch: ${toDeadLetter}, Next: B }
  B: { ${call}, Catch: ${toDeadLetter}, Next: C }
  C: ${last}
  DeadLetter: { Type: Pass, Next: Send }
  Send: { ${call}, Next: Failed }
  Failed: { Type: Fail, Error: E }
${more}`;
}

/** The machine as a branch of a Parallel that has a catcher. */
function inCaughtBranch(text: string): string {
  return `StartAt: P
States:
  Ended: { Type: Succeed }
  P:
    Type: Parallel
    Catch: [{ ErrorEquals: [States.ALL], Next: Ended }]
    End: true
    Branches:
      -
${text.replace(/^/gm, '        ')}`;
}

function found(text: string) {
  const { definition } = parseDefinition(text, 'x.asl.yaml');
  return checkDefinition(definition!).map(({ ruleId, span }) => `${ruleId} ${span.start.line}`);
}

const caught = (names: string, next: string) =>
  `{ ${call}, Catch: [{ ErrorEquals: [${names}], Next: ${next} }], End: true }`;
const each = (task: string, fields = '') =>
  `{ Type: Map, ${fields}ItemProcessor: { StartAt: I, States: { I: ${task}, J: { Type: Fail, Error: E } } }, End: true }`;
const done = '  Done: { Type: Succeed }\n';

describe('missed-dead-letter', () => {
  it.each([
    ['a catcher of one error only', machine(caught('Busy', 'DeadLetter'))],
    ['a catcher without timeouts', machine(caught('States.TaskFailed', 'DeadLetter'))],
    ['a catcher to a Fail', machine(caught('States.ALL', 'Failed'))],
    ['a catcher to an end of its own', machine(caught('States.ALL', 'Done'), done)],
    [
      'a Map whose states let errors out',
      machine(each(`{ ${call}, End: true }`), '').replace('J: { Type: Fail, Error: E }', ''),
    ],
    ['a Map whose states lead errors to a Fail', machine(each(caught('States.ALL', 'J')))],
    ['a Map in a Map', machine(each(each(caught('States.ALL', 'J')).replace('States: { I:', 'States: { I: ')))],
  ])('is reported of %s', (_, text) => {
    expect(found(text).filter((one) => one.startsWith('missed-dead-letter'))).toEqual(['missed-dead-letter 5']);
  });

  it.each([
    [
      'a catcher that leads there through other states',
      machine(caught('States.ALL', 'D'), '  D: { Type: Pass, Next: DeadLetter }\n'),
    ],
    ['a Task that handles errors itself', machine(caught('States.ALL', 'D'), `  D: { ${call}, Next: Failed }\n`)],
    [
      'a catcher that goes on in the main path',
      machine(`{ ${call}, Catch: [{ ErrorEquals: [States.ALL], Next: D }], Next: D }`, '  D: { Type: Succeed }\n'),
    ],
    [
      'an error with an end of its own',
      machine(
        `{ ${call}, Catch: [{ ErrorEquals: [Known], Next: Done }, { ErrorEquals: [States.ALL], Next: DeadLetter }], End: true }`,
        done,
      ),
    ],
    [
      'a Choice that leads to a Fail',
      machine('{ Type: Choice, Choices: [{ Variable: $.a, IsPresent: true, Next: Done }], Default: Failed }', done),
    ],
    [
      'a Map whose states keep their errors',
      machine(each(caught('States.ALL', 'J')).replace('Type: Fail, Error: E', 'Type: Succeed')),
    ],
    [
      'a Map that tolerates failures',
      machine(
        each(caught('States.ALL', 'J'), 'ToleratedFailurePercentage: 50, ').replace(
          'StartAt: I',
          'ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: I',
        ),
      ),
    ],
    [
      'handling that calls nothing',
      machine(caught('States.ALL', 'Done'), done).replace(`{ ${call}, Next: Failed }`, '{ Type: Pass, Next: Failed }'),
    ],
    [
      'compensation that is another one for each state',
      machine(caught('States.ALL', 'Failed')).replace('Next: DeadLetter', 'Next: Send'),
    ],
    ['what a catcher outside takes', inCaughtBranch(machine(caught('States.ALL', 'Failed')))],
  ])('is not reported of %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
