import { join } from 'node:path';
import { batchTransitions } from './batch-paths';
import { type MeasuredDocuments, type PlanLimits, planBatch } from './batch-plan';
import { defaultPathLength } from './default-path';

const limits: PlanLimits = {
  region: 'us-east-1',
  detectDocumentTextPerSecond: 25,
  startDocumentTextDetectionPerSecond: 15,
  bedrockRequestsPerMinute: 500,
  modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
};
const transitions = { batch: 6, document: 15, handedOver: 17 };
const planning = { limits, transitions };
const measured = (change: Partial<MeasuredDocuments>): MeasuredDocuments => ({
  documents: 1000,
  duplicates: 0,
  counted: 0,
  pages: 0,
  ofSeveralPages: 0,
  unreadable: 0,
  ...change,
});

it('prices a thousand documents of unknown length ', () => {
  const plan = planBatch(measured({}), planning);

  expect(plan).toMatchObject({ documents: 1000, pages: 1000, transitions: 15_006 });
  expect(plan.price.stepFunctions).toBeCloseTo(0.37515, 6);
  expect(plan.price.textract).toBeCloseTo(1.5, 6);
  // 2 calls of 750 + 900 tokens in and 350 out: 3.3 M at 0.25 and 0.7 M at 1.25.
  expect(plan.price.bedrock).toBeCloseTo(3.3 * 0.25 + 0.7 * 1.25, 6);
  expect(plan.price.total).toBeCloseTo(0.37515 + 1.5 + 1.7, 6);
  expect(plan.assumptions[0]).toBe('1000 document(s) with uncounted pages have 1 each');
});

it('prices what is handed over: the model is asked again, Textract is not', () => {
  const { eachHandedOver } = planBatch(measured({}), planning);

  expect(eachHandedOver).toMatchObject({ transitions: 17, bedrock: expect.closeTo(0.0017, 9) });
  expect(eachHandedOver.total).toBeCloseTo(0.0017 + 17 * 0.000025, 9);
});

it('counts transitions in the definitions themselves', () => {
  const folder = join(__dirname, '..', '..', '..', 'definitions');

  expect(batchTransitions(folder)).toEqual(transitions);
});

it.each<[string, Partial<MeasuredDocuments>, Partial<PlanLimits>, string, number]>([
  ['Bedrock', {}, {}, 'Bedrock, 500 requests a minute', 240],
  ['Textract for one page', {}, { detectDocumentTextPerSecond: 1 }, 'Textract, 1 one-page documents a second', 1000],
  [
    'Textract for several pages',
    { counted: 1000, pages: 4000, ofSeveralPages: 900 },
    { startDocumentTextDetectionPerSecond: 1 },
    'Textract, 1 longer documents a second',
    900,
  ],
  [
    'the dispatch',
    {},
    { bedrockRequestsPerMinute: 1e6, detectDocumentTextPerSecond: 1e3 },
    'the Map, 100 children a second',
    10,
  ],
])('takes as long as %s lets it', (_, documents, change, what, seconds) => {
  const plan = planBatch(measured(documents), { limits: { ...limits, ...change }, transitions });

  expect(plan.bounds[0]).toEqual({ what, seconds });
  expect(plan.seconds).toBe(seconds);
});

it('neither reads nor pays for what no reader can open', () => {
  const plan = planBatch(measured({ documents: 2, unreadable: 1, counted: 1, pages: 3 }), planning);

  expect(plan.pages).toBe(3);
  expect(plan.price.textract).toBeCloseTo(0.0045, 9);
});

it('says so where the price of the model is not known', () => {
  const plan = planBatch(measured({}), { limits: { ...limits, modelId: 'mystery.model' }, transitions });

  expect(plan.price).toMatchObject({ bedrock: undefined, total: undefined });
  expect(plan.eachHandedOver.total).toBeUndefined();
});

it('counts the states of the path that every Choice leaves by its Default, branches among them, or another target that is named', () => {
  const states = {
    A: { Type: 'Parallel', Branches: [{ StartAt: 'B', States: { B: { Type: 'Pass', End: true } } }], Next: 'C' },
    C: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'X' }], Default: 'D' },
    D: { Type: 'Pass', Next: 'E' },
    E: { Type: 'Succeed' },
    X: { Type: 'Fail' },
  } as const;

  expect(defaultPathLength({ StartAt: 'A', States: states })).toBe(5);
  expect(defaultPathLength({ StartAt: 'A', States: states }, { C: 'X' })).toBe(4);
  expect(() => defaultPathLength({ StartAt: 'A', States: states }, { C: 'Y' })).toThrow('from the Choice C to Y');
});
