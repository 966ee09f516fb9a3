import type { BatchPlan } from './batch-plan';
import type { Measured } from './measure-documents';

/** Formats a plan as text. */
export function planLines(
  what: string,
  plan: BatchPlan,
  measured: Pick<Measured, 'bytes' | 'badRows' | 'documents'>,
): readonly string[] {
  const { price, bounds, seconds, assumptions } = plan;
  return [
    documentsLine(what, plan, measured),
    ...leftOut(measured),
    '',
    `  Step Functions  ${dollars(price.stepFunctions)}  ${plan.transitions} transitions`,
    `  Textract        ${dollars(price.textract)}  ${plan.pages} page(s)`,
    `  Bedrock         ${price.bedrock === undefined ? 'the price of this model is unknown' : dollars(price.bedrock)}`,
    `  together        ${price.total === undefined ? 'unknown' : dollars(price.total)}`,
    handedOverLine(plan),
    '',
    `  time            ${duration(seconds)} at least: ${bounds[0]?.what ?? 'nothing to do'}`,
    ...bounds.slice(1).map((bound) => `                  ${duration(bound.seconds)}: ${bound.what}`),
    '',
    'assumed:',
    ...assumptions.map((assumption) => `  - ${assumption}`),
  ];
}

function documentsLine(
  what: string,
  { documents }: BatchPlan,
  measured: Pick<Measured, 'bytes' | 'documents'>,
): string {
  const { counted, pages } = measured.documents;
  const size = measured.bytes === 0 ? '' : `, ${(measured.bytes / 1e6).toFixed(1)} MB`;
  const read = counted === 0 ? '' : `, ${pages} page(s) in ${counted} of them`;
  return `${what}: ${documents} document(s)${size}${read}`;
}

function leftOut({ documents, badRows }: Pick<Measured, 'badRows' | 'documents'>): readonly string[] {
  return [
    ...(documents.duplicates > 0 ? [`  ${documents.duplicates} row(s) repeat an earlier row: dropped`] : []),
    ...(badRows > 0 ? [`  ${badRows} row(s) do not name an object: listed as bad rows, the batch continues`] : []),
    ...(documents.unreadable > 0
      ? [`  ${documents.unreadable} file(s) cannot be opened: the pipeline rejects them`]
      : []),
  ];
}

function handedOverLine({ eachHandedOver: { transitions, total } }: BatchPlan): string {
  const price = total === undefined ? `${transitions} transitions and the model's price` : dollars(total);
  return `  handed over     ${price}  more for each document that waits for a person or a date: the model is called again`;
}

function dollars(amount: number): string {
  return `${amount.toFixed(amount < 1 ? 4 : 2).padStart(9)} USD`;
}

/** `17 min`, `2 h 5 min`; seconds below two minutes. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.max(1, Math.ceil(seconds))} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
