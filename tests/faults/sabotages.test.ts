import { type MatrixOptions, runMatrix } from './matrix/run-matrix';
import { documentPipeline } from './pipelines/document-pipeline';
import { sabotages } from './sabotages';

/** The part of the matrix that each sabotage is looked for in; the honest pipeline holds in all of it. */
const parts: Readonly<Record<string, MatrixOptions['takes']>> = {
  'gate condition removed': ({ fault }) => fault.on === 'duplicateEvent' || fault.on === 'lateEvent',
  'redriveOf ignored': ({ fault, extent }) =>
    fault.on === 'task' && fault.effect.kind === 'error' && extent === 'until retries run out',
  'token row written after the job': ({ fault }) => fault.on === 'notice',
  'net switched off': ({ fault }) => fault.on === 'task' && fault.effect.kind === 'abort',
  'decision stored after SendTask': ({ fault }) => fault.on === 'call' && fault.functionName === 'review-decision',
};

/** What the matrix says of it, at least. */
const noticed: Readonly<Record<string, RegExp>> = {
  'gate condition removed': /took the row of .* unasked/,
  'redriveOf ignored': /nothing is wrong any more and it ended failed/,
  'token row written after the job': /an answer went to nobody/,
  'net switched off': /the document is in no final place/,
  'decision stored after SendTask': /the review says reject/,
};

const throttleMaxAttempts = 2;

describe.each(sabotages)('with $name', (sabotage) => {
  const options = { pipeline: documentPipeline, throttleMaxAttempts, takes: parts[sabotage.name]! };

  it('the matrix fails', async () => {
    const entries = await runMatrix({ ...options, sabotage });

    const violations = entries.flatMap((entry) => entry.violations);
    expect(violations).toContainEqual(expect.stringMatching(noticed[sabotage.name]!));
  });

  it('and only with it', async () => {
    const entries = await runMatrix(options);

    expect(entries.length).toBeGreaterThan(5);
    expect(entries.flatMap((entry) => entry.violations)).toEqual([]);
  });
});
