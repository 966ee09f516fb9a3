import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meterPrice, pricePerTransition, tokensPrice } from '../../language/cost';
import { defaultAssumptions } from './assumptions';
import { costsOf } from './show-cost';

const definition = `
StartAt: Greet
QueryLanguage: JSONata
States:
  Greet:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Arguments: { FunctionName: greet, Payload: {} }
    TimeoutSeconds: 5
    Next: Ask
  Ask:
    Type: Task
    Resource: arn:aws:states:::aws-sdk:bedrockruntime:converse
    Arguments: { ModelId: m }
    TimeoutSeconds: 5
    End: true
`;
const cases = `
cases:
  - name: greets
    mocks:
      Greet: { return: { Payload: {} } }
      Ask: { return: {} }
    expect: { status: SUCCEEDED }
`;
const request = JSON.stringify({ ModelId: 'm' }).length;
const { modelId, outputTokens } = defaultAssumptions;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cost-'));
  writeFileSync(join(folder, 'greeting.asl.yaml'), definition);
  writeFileSync(join(folder, 'greeting.cases.yaml'), cases);
});

afterEach(() => rmSync(folder, { recursive: true }));

async function pathWith(config?: string) {
  if (config !== undefined) writeFileSync(join(folder, 'asl.config.yaml'), config);
  const [cost] = await costsOf([folder]);
  return cost!.groups[0]!.paths[0]!;
}

it('assumes of a function and a model what every project may', async () => {
  const { use, price } = await pathWith();

  expect(use.units).toEqual({ lambdaRequest: 1, lambdaGigabyteSecond: 0.125 });
  expect(price.textract).toBe(0);
  expect(price.bedrock).toBe(tokensPrice({ modelId, inputTokens: Math.ceil(request / 4), outputTokens }));
});

it('takes what `cost` of asl.config.yaml says instead', async () => {
  const { use, price } = await pathWith(`
cost:
  modelId: amazon.nova-lite
  pages: 2
  charactersPerPage: 1000
  outputTokens: 10
  functions: { greet: { megabytes: 2048, seconds: 1, textractPages: true } }
`);

  const inputTokens = Math.ceil((request + 2_000) / 4);
  expect(use.units).toEqual({ lambdaRequest: 1, lambdaGigabyteSecond: 2, textractTextPage: 2 });
  expect(price.textract).toBe(meterPrice('textractTextPage', 2));
  expect(price.bedrock).toBe(tokensPrice({ modelId: 'amazon.nova-lite', inputTokens, outputTokens: 10 }));
});

it('prices nothing by a mistaken asl.config.yaml', async () => {
  await expect(pathWith('cost: { page: 2 }')).rejects.toMatchObject({
    diagnostics: [{ ruleId: 'unknown-config-key', help: 'did you mean `pages`?' }],
  });
});

it('divides the price of a path among its states; the start of the execution is of none', async () => {
  const [cost] = await costsOf([folder]);
  const [path] = cost!.groups[0]!.paths;
  const prices = cost!.states.map(({ name, paths }) => [name, paths[0]!.price.billed, paths[0]!.price.bedrock > 0]);
  expect(prices).toEqual([
    ['Greet', 1, false],
    ['Ask', 1, true],
  ]);
  const sum = cost!.states.reduce((total, { paths }) => total + paths[0]!.price.total, 0);
  expect(sum + pricePerTransition('us-east-1')).toBeCloseTo(path!.price.total, 12);
});
