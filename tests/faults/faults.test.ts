import { type Combination, combinationsOf } from './matrix/combinations';
import { runMatrix } from './matrix/run-matrix';
import { batchPipeline, batchPipelineExpress } from './pipelines/batch-pipeline';
import { documentPipeline as pipeline } from './pipelines/document-pipeline';
import type { Pipeline } from './pipelines/pipeline';
import { runDocuments } from './random/run-documents';
import { totalsOf } from './report';
import { sabotages } from './sabotages';

/** Fewer attempts than two hours of throttling take: `npm run faults` has them all, and all combinations. */
const throttleMaxAttempts = 2;

let combinations: readonly Combination[];

beforeAll(async () => {
  combinations = await combinationsOf(pipeline, throttleMaxAttempts);
});

/** Of each fault one extent, of each three faults another one. */
const isSampled = (_: Combination, index: number): boolean => index % 17 === 0;

describe.each([batchPipeline, batchPipelineExpress])('$name under every fault', (batch) => {
  /** Of each extent and each fault some: the whole takes minutes, and `npm run faults` runs it. */
  const isTaken = (_: Combination, index: number): boolean => index % 83 === 0;

  it('loses and duplicates nothing', async () => {
    const all = await combinationsOf(batch, throttleMaxAttempts);
    const entries = await runMatrix({ pipeline: batch, throttleMaxAttempts, combinations: all.filter(isTaken) });

    expect(all.length).toBeGreaterThan(2_000);
    expect(entries.filter(({ violations }) => violations.length > 0)).toEqual([]);
    expect(totalsOf(entries)).toMatchObject({ documents: entries.length, lost: 0, duplicated: 0 });
  });
});

/** Whether a body of an object does not come whole, once. */
const isBodyFault = ({ fault, extent }: Combination): boolean =>
  fault.on === 'call' && fault.effect.kind === 'body' && extent === 'once';

describe.each([
  [pipeline, ['validate-document', 'extract-text', 'complete-extraction']],
  [batchPipeline, ['prepare-batch', 'validate-document', 'extract-text', 'summarize-batch', 'complete-extraction']],
] as const)('$name with bodies that do not come whole', (broken, readers) => {
  it('tries again, and needs no operator', async () => {
    const all = await combinationsOf(broken, throttleMaxAttempts);
    const entries = await runMatrix({ pipeline: broken, throttleMaxAttempts, combinations: all.filter(isBodyFault) });

    expect(new Set(entries.map(({ place }) => place))).toEqual(new Set(readers));
    expect(new Set(entries.map(({ fault }) => fault.replace(/ at call.*/, '')))).toEqual(
      new Set(['body breaks', 'body ends early', 'body stalls']),
    );
    expect(entries.filter(({ violations }) => violations.length > 0)).toEqual([]);
  });
});

describe('the document pipeline under every fault', () => {
  it('has a combination for each Task and each function', () => {
    const places = new Set(
      combinations.map(({ fault }) =>
        fault.on === 'task' ? fault.stateName : fault.on === 'call' ? fault.functionName : '-',
      ),
    );
    expect(places.size).toBeGreaterThan(22);
    expect(combinations.length).toBeGreaterThan(2_000);
  });

  it('loses and duplicates nothing', async () => {
    const entries = await runMatrix({ pipeline, throttleMaxAttempts, combinations: combinations.filter(isSampled) });

    expect(entries.filter(({ violations }) => violations.length > 0)).toEqual([]);
    expect(totalsOf(entries)).toMatchObject({ documents: entries.length, lost: 0, duplicated: 0 });
    const ends = entries.map(({ end }) => end);
    expect(ends).toEqual(expect.arrayContaining(['stored', 'rejected', 'failed']));
    expect(ends).not.toContain('lost');
  });

  it('pays Textract once, however often Bedrock fails and the document is redriven', async () => {
    const ofBedrock = combinations.filter(
      ({ fault, extent, scenario }) =>
        fault.on === 'task' &&
        fault.stateName === 'EnrichDocument' &&
        extent !== 'once' &&
        scenario.name === 'one-page invoice',
    );
    const entries = await runMatrix({ pipeline, throttleMaxAttempts, combinations: ofBedrock });

    const redriven = entries.filter(({ executions }) => executions > 1);
    expect(redriven.length).toBeGreaterThan(10);
    expect(redriven.map(({ textractCalls }) => textractCalls)).toEqual(redriven.map(() => 1));
  });

  it('holds for documents side by side under random faults, and does the same again', async () => {
    const run = () => runDocuments({ pipeline, documents: 60, seed: 3 });
    const documents = await run();

    expect(documents.filter(({ violations }) => violations.length > 0)).toEqual([]);
    expect(totalsOf(documents)).toMatchObject({ documents: 60, lost: 0, duplicated: 0 });
    expect(totalsOf(documents).faults).toBeGreaterThan(30);
    expect(await run()).toEqual(documents);
  });
});

/** Where a sabotage is looked for, and what is said of it at least. */
interface Trace {
  /** Default: the document pipeline. */
  readonly pipeline?: Pipeline;
  readonly part: (one: Combination) => boolean;
  readonly says: RegExp;
}

/** The part of the matrix that each sabotage is looked for in, and what is said of it at least. */
const traces: Readonly<Record<string, Trace>> = {
  'gate condition removed': {
    part: ({ fault, scenario }) => fault.on === 'lateEvent' && scenario.name === 'one-page invoice',
    says: /took the row of .* unasked/,
  },
  'redriveOf ignored': {
    part: ({ fault, extent }) =>
      fault.on === 'task' && fault.stateName === 'StoreDocument' && extent === 'until retries run out',
    says: /the document is in no final place: row FAILED/,
  },
  'token row written after the job': { part: ({ fault }) => fault.on === 'notice', says: /an answer went to nobody/ },
  'net switched off': {
    part: ({ fault }) => fault.on === 'task' && fault.stateName === 'StoreDocument' && fault.effect.kind === 'abort',
    says: /the document is in no final place/,
  },
  'timeouts left out of the failure rule': {
    part: ({ fault }) => fault.on === 'executionTimeout',
    says: /the document is in no final place/,
  },
  'failure destinations removed': {
    part: ({ fault, scenario }) =>
      scenario.trouble !== undefined && fault.on === 'call' && fault.functionName === 'record-failed-execution',
    says: /the document is in no final place/,
  },
  'failed Express children recorded by nobody': {
    pipeline: batchPipelineExpress,
    part: ({ fault }) =>
      fault.on === 'task' &&
      fault.stateName === 'ValidateDocument' &&
      fault.effect.kind === 'error' &&
      fault.effect.error === 'States.Runtime',
    says: /the document is in no final place/,
  },
  'decision stored after SendTask': {
    part: ({ fault, extent }) =>
      fault.on === 'call' &&
      fault.functionName === 'review-decision' &&
      fault.effect.kind === 'crash' &&
      extent === 'once',
    says: /the review says/,
  },
};

describe.each(sabotages)('with $name', (sabotage) => {
  const { part, says, pipeline: spoiled = pipeline } = traces[sabotage.name]!;
  const violationsOf = async (broken: object): Promise<string[]> => {
    const all = spoiled === pipeline ? combinations : await combinationsOf(spoiled, throttleMaxAttempts);
    const taken = all.filter(part);
    const entries = await runMatrix({ pipeline: spoiled, throttleMaxAttempts, combinations: taken, ...broken });
    return entries.flatMap(({ violations }) => violations);
  };

  it('the matrix fails, and without it holds', async () => {
    expect(await violationsOf({ sabotage })).toContainEqual(expect.stringMatching(says));
    expect(await violationsOf({})).toEqual([]);
  });
});
