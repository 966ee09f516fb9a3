import type { JsonObject } from '@document-pipelines/asl/definition';
import type { TaskEffect } from '../world/fault-plan';
import type { Reviewer, Scenario } from '../world/scenario';
import { emptyFile, png, tiff } from './document-contents';

const invoice: JsonObject = {
  invoiceNumber: 'A-17',
  invoiceDate: '2024-03-05',
  dueDate: '2024-04-04',
  supplierName: 'Bolts & Sons',
  customerName: 'Steel Ltd',
  currency: 'EUR',
  lineItems: [{ description: 'Bolts', quantity: '100', unitPrice: '0.125', amount: '12.50' }],
  subtotal: '12.50',
  tax: '2.38',
  total: '14.88',
};

const answers: Readonly<Record<string, JsonObject>> = {
  invoice: { documentType: 'invoice', confidence: 0.97, fields: invoice },
  doubtful: { documentType: 'invoice', confidence: 0.5, fields: invoice },
  letter: {
    documentType: 'letter',
    confidence: 0.9,
    fields: { title: 'Dear Sir', supplierName: 'Bolts & Sons', invoiceDate: '2024-03-05' },
  },
};
const summary: JsonObject = { summary: 'A letter about nothing much.' };

function reads(kind: string): Scenario['modelAnswer'] {
  return (tool) => {
    if (tool === 'record_summary') return summary;
    return tool === 'record_merged_document' ? { ...answers[kind], ...summary } : answers[kind];
  };
}

/** Returns a malformed answer at these calls, counted over the whole document. */
function readsButFor(kind: string, ...garbled: readonly number[]): Scenario['modelAnswer'] {
  return (tool, call) => (garbled.includes(call) ? {} : reads(kind)(tool, call));
}

const hour = 3_600;

/** The first reviewer decides; the others find a stored decision, and try to send another one. */
function team(first: Reviewer['decision'], rounds: readonly number[] = [1, 2]): Reviewer[] {
  const second = first === 'reject' ? 'approve' : 'reject';
  return [
    { name: 'anna', decision: first, afterSeconds: 2 * hour, rounds },
    { name: 'bert', decision: second, afterSeconds: 3 * hour, rounds },
    { name: 'cleo', decision: 'correct', fields: { total: '14.89' }, afterSeconds: 4 * hour, rounds },
  ];
}

const plain: Omit<Scenario, 'name'> = {
  key: 'incoming/invoice.png',
  content: png,
  tags: {},
  modelAnswer: reads('invoice'),
  reviewers: team('approve'),
  job: { status: 'SUCCEEDED', afterSeconds: 40 },
  ends: ['stored'],
};
/** Three pages, each a part of its own for the model of this world. */
const long = {
  key: 'incoming/long.tiff',
  content: tiff(3),
  job: { status: 'SUCCEEDED', afterSeconds: 40, pages: ['one', 'two', 'three'].map((word) => `${word} `.repeat(30)) },
} as const;
const severalPages = { key: 'incoming/letter.tiff', content: tiff(3), modelAnswer: reads('letter') } as const;

function trouble(stateName: string, effect: TaskEffect): Pick<Scenario, 'trouble'> {
  return { trouble: { stateName, effect } };
}

/** The paths of a document through the document pipeline; the faults of each Task are applied in the first that reaches it. */
export const documentScenarios: readonly Scenario[] = [
  { ...plain, name: 'one-page invoice' },
  { ...plain, ...severalPages, name: 'letter of several pages', alsoUnderFault: ['ExtractText', 'extract-text'] },
  { ...plain, name: 'garbled first answer', modelAnswer: readsButFor('invoice', 1) },
  { ...plain, ...severalPages, name: 'garbled summary', modelAnswer: readsButFor('letter', 2) },
  { ...plain, ...long, name: 'long letter', modelAnswer: reads('letter'), modelCalls: 5 },
  // The first part, the second (garbled), the third, the second again, the merge (garbled), the merge again.
  { ...plain, ...long, name: 'long letter, twice garbled', modelAnswer: readsButFor('letter', 2, 5), modelCalls: 7 },
  { ...plain, name: 'doubtful invoice', modelAnswer: reads('doubtful'), ends: ['stored', 'rejected'] },
  {
    ...plain,
    name: 'doubtful invoice, refused',
    modelAnswer: reads('doubtful'),
    reviewers: team('reject'),
    ends: ['stored', 'rejected'],
    alsoUnderFault: ['review-decision', 'RejectDocument'],
  },
  {
    ...plain,
    name: 'reviewer on holiday',
    modelAnswer: reads('doubtful'),
    reviewers: team('approve', [2]),
    ends: ['stored', 'rejected'],
    alsoUnderFault: ['request-review'],
  },
  { ...plain, name: 'nobody decides', modelAnswer: reads('doubtful'), reviewers: [], ends: ['failed'] },
  {
    ...plain,
    name: 'doubtful invoice in a batch',
    batchId: 'march',
    modelAnswer: reads('doubtful'),
    ends: ['stored', 'rejected'],
  },
  // A handed-over execution has ended before the response to its start can arrive.
  {
    ...plain,
    name: 'doubtful invoice in a batch, decided at once',
    batchId: 'march',
    modelAnswer: reads('doubtful'),
    reviewers: [{ name: 'anna', decision: 'approve', afterSeconds: 1, rounds: [1, 2] }],
    ends: ['stored', 'rejected'],
    alsoUnderFault: ['StartHandedOver'],
  },
  {
    ...plain,
    name: 'a person is awaited',
    modelAnswer: reads('doubtful'),
    ends: ['waiting'],
    lookAfterSeconds: hour,
  },
  {
    ...plain,
    name: 'held for release',
    tags: { 'release-at': '2026-02-01T00:00:00Z' },
    alsoUnderFault: ['ReadMetadata'],
  },
  { ...plain, name: 'unreadable release tag', tags: { 'release-at': 'soon' }, ends: ['rejected'] },
  { ...plain, name: 'empty file', content: emptyFile, ends: ['rejected'] },
  {
    ...plain,
    ...severalPages,
    name: 'encrypted, says Textract',
    job: { status: 'FAILED', statusMessage: 'the document is encrypted', afterSeconds: 40 },
    ends: ['rejected'],
    alsoUnderFault: ['complete-extraction'],
  },
  {
    ...plain,
    ...severalPages,
    name: 'pages left out by Textract',
    job: { status: 'PARTIAL_SUCCESS', afterSeconds: 40 },
    ends: ['failed'],
  },
  {
    ...plain,
    name: 'model out of reach',
    ...trouble('EnrichDocument', { kind: 'error', error: 'BedrockRuntime.AccessDeniedException', moment: 'before' }),
    alsoUnderFault: ['record-failed-execution', 'RegisterDocument', 'ExtractText'],
  },
  {
    ...plain,
    name: 'uncaught failure',
    ...trouble('EnrichDocument', { kind: 'error', error: 'States.Runtime', moment: 'before' }),
    alsoUnderFault: ['record-failed-execution'],
  },
  {
    ...plain,
    name: 'stored and nobody heard of it',
    ...trouble('StoreRecord', { kind: 'error', error: 'DynamoDB.SdkClientException', moment: 'after' }),
    alsoUnderFault: ['Notify', 'MarkFailed', 'DeadLetter'],
  },
];
