import type { Local } from '../../start-local';

/** What a person should know of the stand-ins in use, in a few lines. */
export function describeStandIns({ applied, converse }: Local, live: readonly string[]): readonly string[] {
  const textract = live.includes('textract') ? 'Textract on AWS (--live)' : 'pdfium + tesseract instead of Textract';
  const trainsModels = 'aws_sfn_state_machine.train-model' in applied.attributes;
  const asksAgents = 'aws_sfn_state_machine.agent-pipeline' in applied.attributes;
  const kinds = new Map<string, number>();
  for (const { address } of applied.withoutStandIn) {
    const [type = address] = address.split('.');
    kinds.set(type, (kinds.get(type) ?? 0) + 1);
  }
  const without = [...kinds].map(([type, count]) => (count === 1 ? type : `${type} (${count})`)).join(', ');
  return [
    'embedded S3, DynamoDB (dynalite), SQS, SNS, EventBridge, Lambda (workers) and Step Functions;',
    `${converse.description}; ${textract}`,
    ...(trainsModels
      ? ['offline trainer instead of customization by Bedrock: its losses are those of counted words']
      : []),
    ...(asksAgents ? ["offline agent instead of Bedrock's agents: it quotes, and is no model"] : []),
    ...(without === '' ? [] : [`kinds that do nothing here: ${without}`]),
  ];
}
