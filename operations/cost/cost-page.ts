import {
  charactersPerToken,
  modelPrice,
  pricesAsOf,
  type ServicePrice,
  servicePrices,
} from '@document-pipelines/asl/cost';
import { costColumns, costRows, markdownTable, type PipelineCost } from '@document-pipelines/asl/cost-of-paths';
import { assumed, pipelineOf } from './batch-costs';
import { batchSection } from './batch-section';

/**
 * Returns docs/cost.md: the cost of every path of every pipeline. The same definitions and cases result in the same
 * page. Throws an Error for a definition or a case that it names and that does not exist.
 */
export function costPage(pipelines: readonly PipelineCost[]): string {
  return [
    introduction,
    ...pipelines.map(pipelineSection),
    ...batchSection(pipelines),
    assumptionsSection(pipelineOf(pipelines, 'document-pipeline')),
    pricesSection(),
    leftOut,
  ].join('\n');
}

const introduction = `# What it costs

Written by \`npm run cost\`: every case of every pipeline is run in simulated time, and what it uses is counted and priced. A test holds
the page to the definitions. The prices of AWS are below, with the page that names each; \`asl cost <name>\` prints the same for one
pipeline.

A row is an ending, with the number of cases that take it; where they differ in retries or in what they use, the row goes from the
least to the most. \`billed\` are Step Functions' transitions: every state entered, every retry, and one for the start of each execution.
\`together\` is what 1,000 executions of that path cost with the type of machine that the pipeline has; \`Express\` is what Step
Functions alone would cost as an Express execution, where there could be one: it may not wait for a callback or a job, nor last
longer than five minutes.
`;

function pipelineSection(cost: PipelineCost): string {
  const what = cost.type === 'EXPRESS' ? 'an Express machine' : 'a Standard machine';
  return `## ${cost.name}

${what}, ${cost.cases} cases, US dollars per 1,000 executions:

${markdownTable(costColumns, costRows(cost), 2)}
`;
}

/** The assumptions are those of every pipeline: all have one asl.config.yaml. */
function assumptionsSection({ assumptions }: PipelineCost): string {
  const { charactersPerPage, outputTokens, pages, modelId, functions } = assumptions;
  const price = modelPrice(modelId);
  const larger = Object.entries(functions).map(([name, use]) => `\`${name}\` ${use.seconds} s and ${use.megabytes} MB`);
  return `## What is assumed

Cases mock the services, so what a mock does not say is taken from here (\`cost\` in asl.config.yaml, else
packages/asl/src/commands/cost/assumptions.ts; operations/cost/batch-costs.ts for batches):

- a document has ${pages} page if the case does not name its pages; Textract reads every page of it;
- a call of a model is shown the whole request and one page of text, ${charactersPerPage} characters: the mean of the pages of
  invoice.pdf, wrong-sums.pdf and contract.pdf in samples/. ${charactersPerToken} characters are a token. It answers with ${outputTokens} tokens, unless the mock has its own count;
- the model is \`${modelId}\`: ${money(price?.inputDollars)} per million tokens in, ${money(price?.outputDollars)} out, the surcharge for
  calls that stay in one geography included;
- a function takes ${assumptions.functionSeconds} s and ${assumptions.functionMegabytes} MB; ${larger.join('; ')}. Another call takes ${assumptions.callSeconds} s, one of a model ${assumptions.modelSeconds} s;
- an Express execution uses ${assumptions.expressMegabytes} MB and lasts as long as its calls do one after the other;
- before batches called the document pipeline, an EXPRESS child of a batch lasted ${assumed.expressChildSeconds} s: Textract, the model twice, and what they let it wait;
- a second definition of the same states costs ${assumed.expressPaysFrom} USD a month to keep, some days of a person in a year;
- rows of DynamoDB are up to 1 KB, messages up to 64 KB.
`;
}

function pricesSection(): string {
  const rows = Object.values(servicePrices as Readonly<Record<string, ServicePrice>>).map((price) => [
    price.unit,
    `${price.dollars} per ${price.per.toLocaleString('en-US')}`,
    `<${price.page}>`,
    price.unconfirmed ?? '',
  ]);
  return `## The prices

us-east-1, on demand, first tier, ${pricesAsOf}, free allowances left out (packages/asl/src/language/cost/service-prices.ts; other regions' transitions are in
packages/asl/src/language/cost/standard-price.ts, models in packages/asl/src/language/cost/model-prices.ts, from <https://aws.amazon.com/bedrock/pricing/>). A last column that is not
empty is the reason to look up a figure.

${markdownTable(['unit', 'US dollars', 'page', 'look it up'], rows)}
`;
}

const leftOut = `## What is not in it

Storage, logs, data transfer, alarms and the customer key ([deploying.md](deploying.md#what-it-costs) has what an environment at rest costs); executions that
a pipeline starts of another one (they are in that one's table); jobs with a price of their own (model customization, batch
inference, which costs half of the tokens' price, agents); and what a person's time costs.
`;

function money(dollars: number | undefined): string {
  return dollars === undefined ? 'unknown' : `${dollars.toFixed(2)} USD`;
}
