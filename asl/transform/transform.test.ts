import { readFileSync } from 'node:fs';
import type { JsonObject } from '../definition';
import { type ParsedDefinition, parseDefinition } from '../load';
import { longestSeconds } from './longest-seconds';
import { printDefinition } from './print-definition';
import { markQuoted } from './quoted-placeholders';
import { type States, statesOf } from './states';
import { distributedMap, toBatch } from './to-batch';
import { toExpress } from './to-express';
import { outputText, transformations } from './transformations';

function parsed(text: string, file = 'a.yaml'): ParsedDefinition {
  const { definition, diagnostics } = parseDefinition(text, file);
  if (definition === undefined) throw new Error(JSON.stringify(diagnostics));
  return definition;
}

const read = (path: string): ParsedDefinition => parsed(readFileSync(path, 'utf8'), path);
const source = read('definitions/document-pipeline.asl.yaml').value as JsonObject;
const frame = read('definitions/batch-pipeline.frame.yaml').value as JsonObject;
const batch = toBatch(source, frame);
const express = toExpress(batch, frame);

function childrenOf(machine: JsonObject): States {
  const [, map] = distributedMap(machine);
  return statesOf(map['ItemProcessor'], 'the map');
}

/** The source with some of its states changed. */
function withStates(change: (states: Record<string, JsonObject>) => Record<string, JsonObject>): JsonObject {
  return { ...source, States: change({ ...(source['States'] as Record<string, JsonObject>) }) };
}

describe.each(transformations)('$output', (transformation) => {
  it('is what `npx asl transform` makes of its inputs', () => {
    const { output, inputs } = transformation;
    if (readFileSync(output, 'utf8') === outputText(transformation, inputs.map(read))) return;
    throw new Error(`${output} is behind ${inputs.join(' and ')}: run \`npx asl transform\` and commit what it writes`);
  });

  it('says the same when it is read again', () => {
    const [first, second] = transformation.inputs.map((path) => read(path).value as JsonObject);
    const made = parsed(outputText(transformation, transformation.inputs.map(read)));
    expect(made.value).toEqual(transformation.apply(first as JsonObject, second as JsonObject));
  });
});

describe('toBatch', () => {
  it('takes every state over as it is, but for people, releases and the ways to them', () => {
    const states = childrenOf(batch);
    const own = source['States'] as Record<string, JsonObject>;
    const changed = Object.keys(own).filter((name) => states[name] !== own[name]);
    expect(changed).toEqual(['NeedsReview', 'RequestReview', 'EscalateReview', 'HoldForRelease', 'WaitForRelease']);
    expect(Object.keys(states).filter((name) => !(name in own))).toEqual([
      'MarkHandedOver',
      'StartHandedOver',
      'HandedOver',
    ]);
    expect(JSON.stringify(states['NeedsReview'])).not.toMatch(/"Next":"(RequestReview|HoldForRelease)"/);
  });

  it.each<[string, JsonObject, string]>([
    [
      'a new callback',
      withStates((states) => ({ ...states, AskOther: states['RequestReview'] as JsonObject })),
      'AskOther',
    ],
    [
      'a new Wait',
      withStates((states) => ({ ...states, Pause: { Type: 'Wait', Seconds: 1, Next: 'Notify' } })),
      'Pause',
    ],
    [
      'a job that is waited for',
      withStates((states) => ({
        ...states,
        Train: { Type: 'Task', Resource: 'arn:aws:states:::glue:startJobRun.sync' },
      })),
      'Train',
    ],
    [
      'an activity',
      withStates((states) => ({ ...states, Ask: { Type: 'Task', Resource: 'arn:aws:states:us-east-1:1:activity:a' } })),
      'Ask',
    ],
    ['a person who is gone', withStates(({ EscalateReview: _gone, ...states }) => states), 'EscalateReview'],
    [
      'a state that only a reviewed document reaches',
      withStates((states) => ({
        ...states,
        RequestReview: { ...states['RequestReview'], Next: 'ThankReviewer' },
        ThankReviewer: { Type: 'Pass', Next: 'NeedsReview' },
      })),
      'ThankReviewer',
    ],
    ['a field that a Map has no place for', { ...source, TimeoutSeconds: 1 }, 'TimeoutSeconds'],
    [
      'a name that the frame has too',
      withStates((states) => ({
        ...states,
        NotifyBatch: { Type: 'Succeed' },
        IsRecorded: {
          ...states['IsRecorded'],
          Choices: [
            { Condition: true, Next: 'NotifyBatch' },
            { Condition: false, Next: 'Notify' },
          ],
        },
      })),
      'both have a state `NotifyBatch`',
    ],
  ])('refuses %s by name', (_, changed, name) => {
    expect(() => toBatch(changed, frame)).toThrow(name);
  });
});

describe('toExpress', () => {
  const states = childrenOf(express);

  it('leaves no way through a child that takes five minutes', () => {
    expect(longestSeconds('RegisterDocument', states)).toBeLessThan(300);
    expect(longestSeconds('RegisterDocument', states)).toBeGreaterThan(60);
  });

  it('has no callback, no Wait, and answers ExtractText at once', () => {
    const text = JSON.stringify(states);
    expect(text).not.toMatch(/waitForTaskToken|Task\.Token|"Wait"|ThrottleMaxAttempts/);
    expect(text).toContain('{% $states.result.Payload %}');
  });

  it('hands over what a STANDARD child would go on retrying, before it would be buried', () => {
    const burying = Object.entries(states).filter(
      ([, state]) => (state['Catch'] as JsonObject[] | undefined)?.at(-1)?.['Next'] === 'MarkFailed',
    );
    const handing = burying.filter(
      ([, state]) => (state['Catch'] as JsonObject[]).at(-2)?.['Next'] === 'MarkHandedOver',
    );
    expect(burying.length - handing.length).toBe(2);
    expect(burying.map(([name]) => name).filter((name) => !handing.some(([other]) => other === name))).toEqual([
      'MarkHandedOver',
      'StartHandedOver',
    ]);
  });

  it('refuses a call whose duration nobody has bounded', () => {
    const changed = withStates((own) => ({
      ...own,
      ProcessInvoice: { ...own['ProcessInvoice'], Resource: 'arn:aws:states:::aws-sdk:kms:encrypt' } as JsonObject,
    }));
    expect(() => toExpress(toBatch(changed, frame), frame)).toThrow('express-bounds');
  });

  it('refuses a way that leads back to itself', () => {
    const changed = withStates((own) => ({
      ...own,
      ProcessInvoice: { ...own['ProcessInvoice'], Next: 'EnrichDocument' } as JsonObject,
    }));
    expect(() => toExpress(toBatch(changed, frame), frame)).toThrow('can be reached from itself');
  });
});

describe('longestSeconds', () => {
  it('adds pauses, attempts whose timeout is retried, and the longest branch', () => {
    const retry = { IntervalSeconds: 1, BackoffRate: 2, MaxDelaySeconds: 2, MaxAttempts: 2 };
    const task = (errors: string[]): JsonObject => ({
      Type: 'Task',
      TimeoutSeconds: 10,
      Retry: [{ ErrorEquals: errors, ...retry }],
      Next: 'End',
    });
    const branch = (seconds: number) => ({
      StartAt: 'A',
      States: { A: { Type: 'Task', TimeoutSeconds: seconds, End: true } },
    });
    const end = { Type: 'Succeed' };
    expect(longestSeconds('A', { A: task(['Busy']), End: end })).toBe(13);
    expect(longestSeconds('A', { A: task(['Busy', 'States.Timeout']), End: end })).toBe(33);
    expect(
      longestSeconds('P', { P: { Type: 'Parallel', Branches: [branch(4), branch(7)], Next: 'End' }, End: end }),
    ).toBe(7);
  });
});

describe('printDefinition', () => {
  it('writes a shared value once, keeps comments and quoted placeholders', () => {
    const definition = parsed(`StartAt: A
States:
  # Why A.
  A: { Type: Pass, Assign: &both { n: '\${Count}', m: \${Count} }, Next: B }
  B: { Type: Pass, Assign: *both, End: true }
`);
    const text = printDefinition({
      definition: markQuoted(definition) as JsonObject,
      head: ['Made.'],
      comments: new Map([['A', ' Why A.']]),
    });
    expect(text).toBe(`# Made.

StartAt: A
States:

  # Why A.
  A:
    Type: Pass
    Assign: &A-Assign
      n: '\${Count}'
      m: \${Count}
    Next: B

  B:
    Type: Pass
    Assign: *A-Assign
    End: true
`);
  });
});
