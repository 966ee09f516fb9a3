import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costsOf, type PipelineCost, type PricedPath } from '@document-pipelines/asl/cost-of-paths';
import { createDocumentReader } from '@document-pipelines/local-aws/reading';
import { batchTransitions } from '../../operations/batch/plan/batch-paths';
import { assumed, batchCosts, costPage } from '../../operations/cost';

const root = join(__dirname, '..', '..');
let costs: PipelineCost[];

beforeAll(async () => {
  costs = await costsOf([join(root, 'definitions')]);
});

function path(pipeline: string, caseName: string): PricedPath {
  const paths = costs.find(({ name }) => name === pipeline)?.groups.flatMap((group) => group.paths) ?? [];
  const found = paths.find(({ use }) => use.caseName === caseName);
  if (found === undefined) throw new Error(`${pipeline} has no case \`${caseName}\``);
  return found;
}

test('docs/cost.md is what the runs say: `npm run cost` writes it anew', () => {
  expect(readFileSync(join(root, 'docs', 'cost.md'), 'utf8') === costPage(costs)).toBe(true);
});

test.each([
  ['stores an invoice in twelve states', 12, 13],
  ['summarizes what is no invoice', 12, 13],
  ['ends when the ledger has the document already', 2, 3],
  ['rejects a document of an unsupported type', 4, 5],
  ['rejects what a person rejects', 13, 14],
  ['holds a document until its release', 15, 16],
])('the document pipeline %s: %d states are billed as %d transitions', (caseName, states, billed) => {
  const { use, price } = path('document-pipeline', caseName);
  expect([use.parent.statesEntered, use.parent.retries, price.billed]).toEqual([states, 0, billed]);
});

test('a retry is billed like a state', () => {
  const { use, price } = path('document-pipeline', 'sends the same write again when its answer was lost');
  expect([use.parent.statesEntered, use.parent.retries, price.billed]).toEqual([12, 1, 14]);
});

describe('the price of an invoice that is stored', () => {
  it('is 0.325 USD of transitions and 1.50 USD of Textract per 1,000', () => {
    const { price } = path('document-pipeline', 'stores an invoice in twelve states');
    expect(price.standard * 1_000).toBeCloseTo(0.325, 9);
    expect(price.textract * 1_000).toBeCloseTo(1.5, 9);
    expect(price.total).toBeCloseTo(price.standard + price.textract + price.bedrock + price.others, 12);
  });

  it('has no Express price, because its extraction waits for a callback', () => {
    expect(path('document-pipeline', 'stores an invoice in twelve states').price.express).toBeUndefined();
  });
});

describe('a document in a batch', () => {
  it('takes 15 transitions if it is stored, 16 if it is handed over, and the batch takes 6', () => {
    const { outcomes, goesOn, frame } = batchCosts(costs);

    expect(outcomes.map(({ ends, document, child, billed }) => [ends, document, child, billed])).toEqual([
      ['STORED', 13, 2, 15],
      ['HANDED_OVER', 14, 2, 16],
      ['REJECTED', 5, 2, 7],
      ['ALREADY_PROCESSED', 3, 2, 5],
    ]);
    expect(outcomes.map(({ stepFunctions }) => stepFunctions * 1_000).slice(0, 2)).toEqual([
      expect.closeTo(0.375, 9),
      expect.closeTo(0.4, 9),
    ]);
    expect([goesOn.billed, frame]).toEqual([16, 6]);
  });

  it('takes in the cases what a plan counts in the definitions', () => {
    const { outcomes, goesOn, frame } = batchCosts(costs);
    const [stored, handedOver] = outcomes.map(({ billed }) => billed) as [number, number];

    expect(batchTransitions(join(root, 'definitions'))).toEqual({
      batch: frame,
      document: stored,
      handedOver: handedOver - stored + goesOn.billed,
    });
  });

  it('would cost less as an Express child, and what that saves is stated for a number of documents', () => {
    const { outcomes, expressChild, expressPaysFrom } = batchCosts(costs);
    const saved = outcomes[0]!.stepFunctions - expressChild;

    expect(saved).toBeGreaterThan(0);
    expect(saved * expressPaysFrom.documents).toBeCloseTo(assumed.expressPaysFrom, 6);
  });
});

test('every case of every pipeline is priced', () => {
  for (const { cases, groups } of costs) {
    expect(groups.reduce((sum, group) => sum + group.paths.length, 0)).toBe(cases);
  }
});

test('the states of every path are billed as the path, but for the start of its executions', () => {
  for (const { type, groups, states } of costs) {
    for (const { use, price } of groups.flatMap(({ paths }) => paths)) {
      const own = states.flatMap(({ paths }) => paths.filter(({ caseName }) => caseName === use.caseName));
      const starts = use.parent.executions + use.standardChildren.executions;
      // An Express execution is billed as a whole.
      const billed = type === 'EXPRESS' ? 0 : price.billed - starts;
      expect([use.caseName, own.reduce((sum, each) => sum + each.price.billed, 0)]).toEqual([use.caseName, billed]);
    }
  }
});

test('the characters that a page is assumed to have are those of the samples, give or take a tenth', async () => {
  const reader = createDocumentReader();
  try {
    const texts = await Promise.all(
      ['invoice.pdf', 'wrong-sums.pdf', 'contract.pdf'].map((name) =>
        reader.readText(readFileSync(join(root, 'samples', name))),
      ),
    );
    const pages = texts.flatMap((text) => text.pages);
    const characters = pages.flatMap(({ lines }) => lines).reduce((sum, { text }) => sum + text.length + 1, 0);
    expect(Math.abs(characters / pages.length / costs[0]!.assumptions.charactersPerPage - 1)).toBeLessThan(0.1);
  } finally {
    await reader.close();
  }
});
