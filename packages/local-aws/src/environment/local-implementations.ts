import { scriptFilePattern } from '../services/bedrock-script';
import type { Local } from '../start-local';

/** Describes the local implementations in use, in a few lines. */
export function describeLocalImplementations(
  { app, applied, converse, bedrockScript }: Local,
  live: readonly string[],
): readonly string[] {
  const textract = live.includes('textract') ? 'Textract on AWS (--live)' : 'pdfium + tesseract instead of Textract';
  const isScripted = Object.values(bedrockScript).some(({ entries }) => entries.length > 0);
  const without = countedTypes(applied.withoutLocalEffect.map(({ type }) => type));
  const leftOut = countedTypes(app.leftOut ?? []);
  return [
    'embedded S3, DynamoDB (dynalite), SQS, SNS, EventBridge, Lambda (workers) and Step Functions;',
    `${converse.description}; ${textract}`,
    ...(isScripted
      ? [`a script instead of Bedrock's agents and customization: no model answers or learns (${scriptFilePattern})`]
      : []),
    ...(without === '' ? [] : [`resource types without effect here: ${without}`]),
    ...(leftOut === '' ? [] : [`resource types that are left out (--without): ${leftOut}`]),
  ];
}

function countedTypes(addresses: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const address of addresses) {
    const [type = address] = address.split('.');
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => (count === 1 ? type : `${type} (${count})`)).join(', ');
}
