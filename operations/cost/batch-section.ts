import { formatDollars, markdownTable, type PipelineCost } from '@document-pipelines/asl/cost-of-paths';
import { assumed, type BatchCosts, batchCosts } from './batch-costs';

/** Returns the section on batches of docs/cost.md. */
export function batchSection(pipelines: readonly PipelineCost[]): string[] {
  const costs = batchCosts(pipelines);
  return [outcomesText(costs), comparisonText(costs)];
}

function outcomesText({ outcomes, goesOn, frame }: BatchCosts): string {
  const rows = outcomes.map(({ ends, caseName, document, child, billed, stepFunctions, textract, bedrock }) => [
    ends,
    caseName,
    ...[document, child, billed].map(String),
    ...[stepFunctions, textract, bedrock].map(formatDollars),
  ]);
  const head = ['ends', 'for example', 'its execution', 'its child', 'billed', 'Standard $', 'Textract $', 'Bedrock $'];
  return `## Documents in a batch

Each document has an execution of the document pipeline, and a child of the Distributed Map that waits for it. Without a retry, 1,000 documents of
a kind take so many transitions each, and cost US dollars:

${markdownTable(head, rows, 2)}

The batch itself takes ${frame} transitions more, regardless of its items. What is handed over goes on in another execution, which costs besides: ${goesOn.billed} transitions if
a person approves it (\`${goesOn.caseName}\`), and the model's ${formatDollars(goesOn.bedrock)} USD per 1,000 a second time. Its
text is not read again. \`pipelines batch plan\` prices this for a batch of one's own.
`;
}

function comparisonText({ outcomes, alone, expressChild, expressPaysFrom }: BatchCosts): string {
  const billedOf = (name: string) => outcomes.find(({ ends }) => ends === name) ?? alone;
  const stored = billedOf('STORED');
  const handedOver = billedOf('HANDED_OVER');
  const rows = [
    ['no batch: its event starts the document pipeline', String(alone.billed), formatDollars(alone.stepFunctions)],
    ['a batch, and stored', String(stored.billed), formatDollars(stored.stepFunctions)],
    ['a batch, and handed over', String(handedOver.billed), formatDollars(handedOver.stepFunctions)],
    [
      "before: the same states copied into a batch's STANDARD child",
      String(alone.billed),
      formatDollars(alone.stepFunctions),
    ],
    ["before: the same states copied into a batch's EXPRESS child, one page", '–', formatDollars(expressChild)],
  ];
  const saved = stored.stepFunctions - expressChild;
  const { documents, textract, bedrock } = expressPaysFrom;
  return `### What it costs that a batch copies no states

Step Functions alone, 1,000 documents:

${markdownTable(['a document in', 'billed', 'Step Functions $'], rows, 1)}

EXPRESS children would save ${formatDollars(saved)} USD per 1,000 documents, if each had one page and did not wait for a person. That is little next to Textract and
the model. It would come to ${assumed.expressPaysFrom} USD a month, what a second definition of the same states is assumed to cost its people, from
about ${roundValue(documents)} documents a month. Textract and the model cost ${roundValue(textract + bedrock)} USD for those.
`;
}

/** Two significant digits. */
function roundValue(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en-US');
}
