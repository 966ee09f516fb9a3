import { failureText } from '@document-pipelines/asl/interpreter';
import { cutText } from '@document-pipelines/asl/terminal';
import { shownExecution } from '../../ledger/dead-letter-text';
import type { StoryPrice } from '../price/price-story';
import type { Story, StoryExecution, StoryReview } from '../story';
import { duration, visitLines } from './visit-lines';

/** Characters of a failure. */
const longestFailure = 300;

/** Formats a story: what it is about, what happened in the order of time, the price, and where to look next. Times are UTC. */
export function storyLines(story: Story): readonly string[] {
  return [
    ...headLines(story),
    ...timeLines(happenings(story)),
    ...priceLines(story.price),
    ...story.next.map(({ why, command }) => `next     ${command}  (${why})`),
  ];
}

function headLines({ documentId, object, row, executions, notSearched }: Story): readonly string[] {
  const last = executions.at(-1);
  const title = object?.key ?? documentId ?? shownExecution(last?.executionArn ?? '');
  const state = row?.status ?? (documentId === undefined ? last?.status : 'not registered');
  return [
    `${title}  ${state ?? ''}`.trimEnd(),
    ...(documentId === undefined ? [] : [`document ${documentId}`]),
    ...(object === undefined ? [] : [`version  ${object.versionId} in ${object.bucket}`]),
    ...(notSearched === 0
      ? []
      : [`note     ${notSearched} more executions of that time were not looked at for duplicates`]),
  ];
}

interface Happening {
  readonly at: string;
  readonly lines: readonly string[];
}

function happenings(story: Story): readonly Happening[] {
  const { object, duplicates, deadLetters, stored, review } = story;
  return [
    ...(object === undefined ? [] : [uploaded(object)]),
    ...story.executions.flatMap((execution) => ofExecution(execution, story)),
    ...duplicates.map(({ executionArn, startedAt }) => ({
      at: startedAt,
      lines: [`duplicate: ${shownExecution(executionArn)} found the document registered, and did nothing`],
    })),
    ...(review === undefined ? [] : ofReview(review)),
    ...deadLetters.map(({ sentAt = '', sentBy, state, error, cause }) => ({
      at: sentAt,
      lines: [
        `dead letter in the queue, by ${sentBy}: ${cutText(failureText({ state, error, cause }), longestFailure)}`,
      ],
    })),
    ...(stored === undefined ? [] : [storedLater(stored)]),
  ];
}

function uploaded({ uploadedAt, bytes }: NonNullable<Story['object']>): Happening {
  if (uploadedAt === undefined) return { at: '', lines: ['the object version no longer exists'] };
  return { at: uploadedAt, lines: [`uploaded, ${bytes} bytes`] };
}

/** S3 has no milliseconds: the result comes after the state that stored it. */
function storedLater({ uri, bytes, storedAt }: NonNullable<Story['stored']>): Happening {
  return { at: storedAt.replace('.000Z', '.999Z'), lines: [`result: ${uri}, ${bytes} bytes`] };
}

function ofExecution(execution: StoryExecution, { row }: Story): readonly Happening[] {
  const { executionArn, startedAt, stoppedAt, status, visits, error, cause, redriveOf, batchId } = execution;
  const notes = [
    ...(row?.executionArn === executionArn ? ['owns the row'] : []),
    ...(redriveOf === undefined ? [] : [`redrives ${shownExecution(redriveOf)}`]),
    ...(batchId === undefined ? [] : [`in batch ${batchId}`]),
    ...(execution.redriveCount === 0 ? [] : [`redriven ${execution.redriveCount} times by AWS`]),
  ];
  const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  const start = {
    at: startedAt,
    lines: [`execution ${shownExecution(executionArn)} started${note}`, ...texts(execution)],
  };
  const isRunning = status === 'RUNNING';
  const states = visits.map((visit) => ({
    at: visit.enteredAt,
    lines: visitLines(visit, { isRunning }).map((line) => `  ${line}`),
  }));
  if (stoppedAt === undefined) return [start, ...states];
  const failure = error === undefined ? '' : `: ${cutText(failureText({ error, cause }), longestFailure)}`;
  return [
    start,
    ...states,
    { at: stoppedAt, lines: [`execution ${status} after ${duration(startedAt, stoppedAt)}${failure}`] },
  ];
}

function texts({ input, output }: StoryExecution): readonly string[] {
  return [
    ...(input === undefined ? [] : [`    input ${input}`]),
    ...(output === undefined ? [] : [`    output ${output}`]),
  ];
}

function ofReview(review: StoryReview): readonly Happening[] {
  const { reviewId, status, round, reasonCount, answerBefore, decision, reviewer, decidedAt } = review;
  const said = [...(review.reasons ?? []), ...(review.comment === undefined ? [] : [`comment: ${review.comment}`])];
  const more = said.map((each) => `    ${each}`);
  if (status === 'DECIDED')
    return [{ at: decidedAt ?? '', lines: [`review ${reviewId}: ${decision} by ${reviewer}`, ...more] }];
  const until =
    status === 'EXPIRED' ? `no one decided until ${answerBefore}` : `waits for a person until ${answerBefore}`;
  const reasons = `${reasonCount} ${reasonCount === 1 ? 'reason' : 'reasons'}`;
  return [{ at: '~', lines: [`review ${reviewId}, round ${round}, ${reasons}: ${until}`, ...more] }];
}

/** Sorts by time and prints each day once. What has no time comes first or, where it is still open, last. */
function timeLines(all: readonly Happening[]): readonly string[] {
  const lines: string[] = [];
  let day = '';
  for (const { at, lines: texts } of [...all].sort((a, b) => compare(a.at, b.at))) {
    const date = /^\d{4}-\d\d-\d\d/.exec(at)?.[0] ?? day;
    if (date !== day) lines.push(date);
    day = date;
    const time = at.slice(11, 23).replace(/\.(000|999)$/, '');
    lines.push(...texts.map((line, index) => `${(index === 0 ? time : '').padEnd(14)}${line}`.trimEnd()));
  }
  return lines;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function priceLines(price: StoryPrice): readonly string[] {
  const { dollars, stepFunctions, models, textract, lambda, others } = price;
  const { transitions, inputTokens, outputTokens, textractPages, assumedInvocations, unpricedModels } = price;
  const parts = [
    `Step Functions ${dollarsText(stepFunctions)} (${transitions} transitions)`,
    ...(inputTokens === 0 ? [] : [`models ${dollarsText(models)} (${inputTokens} tokens in, ${outputTokens} out)`]),
    ...(textractPages === 0
      ? []
      : [`Textract ${dollarsText(textract)} (${textractPages} ${textractPages === 1 ? 'page' : 'pages'})`]),
    `Lambda ${dollarsText(lambda)}`,
    `others ${dollarsText(others)}`,
  ];
  return [
    `price    ${dollarsText(dollars)} USD: ${parts.join(', ')}`,
    ...(assumedInvocations === 0
      ? []
      : [`         ${assumedInvocations} of the invocations have no report: their price is that of \`asl cost\``]),
    ...unpricedModels.map((model) => `         the price of ${model} is unknown and not included`),
  ];
}

/** With six decimals: a document costs thousandths. */
function dollarsText(dollars: number): string {
  return dollars.toFixed(6);
}
