import { type Combination, combinationsOf } from './matrix/combinations';
import { runMatrix } from './matrix/run-matrix';
import { batchPipeline } from './pipelines/batch-pipeline';
import { documentPipeline as pipeline } from './pipelines/document-pipeline';
import type { Pipeline } from './pipelines/pipeline';
import { runDocuments } from './random/run-documents';
import { totalsOf } from './report';
import { sabotages } from './sabotages';

/** Fewer attempts than two hours of throttling need: `npm run faults` has them all, and all combinations. */
const throttleMaxAttempts = 2;

const found = new Map<Pipeline, Promise<readonly Combination[]>>();

/** Returns the combinations of a pipeline, computed once. */
function allOf(one: Pipeline): Promise<readonly Combination[]> {
  const all = found.get(one) ?? combinationsOf(one, throttleMaxAttempts);
  found.set(one, all);
  return all;
}

let combinations: readonly Combination[];

beforeAll(async () => {
  combinations = await allOf(pipeline);
});

/** Of each fault one extent, of each three faults another one. */
const isSampled = (_: Combination, index: number): boolean => index % 17 === 0;

describe('the batch pipeline under every fault', () => {
  let ofBatch: readonly Combination[];

  beforeAll(async () => {
    ofBatch = await allOf(batchPipeline);
  });

  /** Of each extent and each fault some: the whole takes minutes, and `npm run faults` runs it. */
  it('loses and duplicates nothing', async () => {
    const taken = ofBatch.filter((_, index) => index % 127 === 0);
    const entries = await runMatrix({ pipeline: batchPipeline, throttleMaxAttempts, combinations: taken });

    expect(ofBatch.length).toBeGreaterThan(2_000);
    expect(entries.filter(({ violations }) => violations.length > 0)).toEqual([]);
    expect(totalsOf(entries)).toMatchObject({ documents: entries.length, lost: 0, duplicated: 0 });
  });

  it('takes up what a batch has left that was stopped, or in which too much failed', async () => {
    const broken = ofBatch.filter(({ fault }) => 'answer' in fault);
    const taken = broken.filter(({ fault, scenario }, index) =>
      fault.on === 'toleranceExceeded' ? scenario.name === 'uncaught failure' : index % 17 === 0,
    );
    const entries = await runMatrix({ pipeline: batchPipeline, throttleMaxAttempts, combinations: taken });

    expect(
      new Set(taken.map(({ fault }) => 'answer' in fault && `${fault.answer} ${fault.reachesDocuments}`)).size,
    ).toBe(8);
    expect(entries.filter(({ violations }) => violations.length > 0)).toEqual([]);
    expect(entries.filter(({ struck }) => struck === 0)).toEqual([]);
  });
});

describe.each([
  [batchPipeline, 'ProcessDocument', 'one-page invoice'],
  [pipeline, 'StartHandedOver', 'doubtful invoice in a batch, decided at once'],
] as const)('an answer to a start that is lost in the $name', (starting, location, scenarioName) => {
  it(`is outlasted by ${location}, whether what it started still runs or has ended`, async () => {
    const all = await allOf(starting);
    const lost = all.filter(
      ({ fault, scenario, extent }) =>
        fault.on === 'task' &&
        fault.stateName === location &&
        fault.effect.kind === 'error' &&
        ['open', 'closed'].includes(fault.effect.moment) &&
        fault.effect.error === 'StepFunctions.SdkClientException' &&
        scenario.name === scenarioName &&
        extent === 'once',
    );
    const entries = await runMatrix({ pipeline: starting, throttleMaxAttempts, combinations: lost });

    expect(entries.map(({ fault }) => fault.split(' ').at(-1))).toEqual(['open', 'closed']);
    expect(entries).toMatchObject(lost.map(() => ({ end: 'stored', retries: 1, violations: [] })));
  });
});

/** Whether the body of an object is incomplete, once. */
const isBodyFault = ({ fault, extent }: Combination): boolean =>
  fault.on === 'call' && fault.effect.kind === 'body' && extent === 'once';

describe.each([
  [pipeline, ['validate-document', 'extract-text', 'complete-extraction']],
  [batchPipeline, ['prepare-batch', 'validate-document', 'extract-text', 'summarize-batch', 'complete-extraction']],
] as const)('$name with bodies that do not come whole', (broken, readers) => {
  it('tries again, and needs no operator', async () => {
    const all = await allOf(broken);
    const entries = await runMatrix({ pipeline: broken, throttleMaxAttempts, combinations: all.filter(isBodyFault) });

    expect(new Set(entries.map(({ location }) => location))).toEqual(new Set(readers));
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

/** Where a sabotage is detected, and the violations that it causes at least. */
interface Trace {
  /** Default: the document pipeline. */
  readonly pipeline?: Pipeline;
  readonly part: (one: Combination) => boolean;
  readonly says: RegExp;
}

/** The part of the matrix that detects each sabotage, and the violations that it causes at least. */
const traces: Readonly<Record<string, Trace>> = {
  'gate condition removed': {
    part: ({ fault, scenario }) => fault.on === 'lateEvent' && scenario.name === 'one-page invoice',
    says: /took the row of .* unasked/,
  },
  'redriveOf ignored': {
    part: ({ fault, extent }) =>
      fault.on === 'task' && fault.stateName === 'StoreDocument' && extent === 'until retries run out',
    says: /the document is in no final state: row FAILED/,
  },
  'token row written after the job': { part: ({ fault }) => fault.on === 'notice', says: /an answer went to nobody/ },
  'net switched off': {
    part: ({ fault }) => fault.on === 'task' && fault.stateName === 'StoreDocument' && fault.effect.kind === 'abort',
    says: /the document is in no final state/,
  },
  'timeouts left out of the failure rule': {
    part: ({ fault }) => fault.on === 'executionTimeout',
    says: /the document is in no final state/,
  },
  'failure destinations removed': {
    part: ({ fault, scenario, extent }) =>
      scenario.trouble !== undefined &&
      fault.on === 'call' &&
      fault.functionName === 'record-failed-execution' &&
      extent === 'until retries run out',
    says: /the document is in no final state/,
  },
  'batch named in what is handed over': {
    part: ({ fault, scenario }) => fault.on === 'nothing' && scenario.batchId !== undefined,
    says: /the document is in no final state: row HANDED_OVER/,
  },
  'batch not named in its items': {
    pipeline: batchPipeline,
    part: ({ fault, scenario }) => fault.on === 'nothing' && scenario.name === 'uncaught failure',
    says: /a second letter tells of a failure/,
  },
  'taken name of a start not understood': {
    part: ({ fault, scenario, extent }) =>
      fault.on === 'task' &&
      fault.stateName === 'StartHandedOver' &&
      fault.effect.kind === 'error' &&
      scenario.name.endsWith('decided at once') &&
      extent === 'once',
    says: /one passing fault needed an operator/,
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
    const taken = (await allOf(spoiled)).filter(part);
    const entries = await runMatrix({ pipeline: spoiled, throttleMaxAttempts, combinations: taken, ...broken });
    return entries.flatMap(({ violations }) => violations);
  };

  it('the matrix fails, and without it holds', async () => {
    expect(await violationsOf({ sabotage })).toContainEqual(expect.stringMatching(says));
    expect(await violationsOf({})).toEqual([]);
  });
});
