import { cutLongText } from '@document-pipelines/asl/terminal';
import type { OperatorCommands } from '../../operator-commands';
import type { BatchSummary } from '../batch-record';
import { type BatchFailure, type BatchView, batchView } from '../batch-view';
import type { EndedBatch } from '../run/run-to-end';

const mostListed = 20;

/** Formats a batch as text. */
export function batchLines(ended: EndedBatch, commands: OperatorCommands): readonly string[] {
  const view = batchView(ended, commands);
  const { batchId, counts, summary, failure, rejected, badRows } = view;
  const show = commands.showBatch(batchId);
  const resume = `\`${commands.resumeBatch(batchId)}\``;
  const list = (title: string, lines: readonly string[]): readonly string[] =>
    listLines(title, lines, `\`${show} --json\``);
  return [
    headLine(view),
    ...(failure === undefined ? [] : [`  ${failureLine(failure, show)}`]),
    ...counts.map(({ name, count, now }) => countLine(count, now === undefined ? name : `${name}, now ${now}`)),
    ...(summary === undefined ? [] : summaryLines(summary)),
    ...list(
      `failed; ${resume} continues:`,
      view.failed.map(({ key, text }) => `${key}  ${cutFailure(text, show)}`),
    ),
    ...list(
      'rejected:',
      rejected.map(({ key, reason }) => `${key}  ${reason}`),
    ),
    ...list(
      'bad rows:',
      badRows.map(({ line, reason }) => `line ${line}: ${reason}`),
    ),
    ...list(`not started; ${resume} starts them:`, view.neverStarted),
    ...view.next.map((command) => `next: ${command}`),
  ];
}

/** A failure in one line, with the command that continues. `show`: the command that has all of it. */
export function failureLine({ text, command }: BatchFailure, show: string): string {
  return `${cutFailure(text, show)}; \`${command}\` continues`;
}

function headLine({ batchId, status, isRunning, summary }: BatchView): string {
  if (summary === undefined) return `batch ${batchId}: ${status}, without a summary${isRunning ? ' yet' : ''}`;
  return `batch ${batchId}: ${status}, ${summary.counts['items'] ?? 0} item(s) of ${summary.counts['rows'] ?? 0} row(s)`;
}

function summaryLines({ counts, price }: BatchSummary): readonly string[] {
  const leftOut = [
    [counts['duplicates'] ?? 0, 'duplicate(s) dropped'],
    [counts['badRows'] ?? 0, 'bad row(s)'],
  ] as const;
  return [
    ...leftOut.filter(([count]) => count > 0).map(([count, what]) => countLine(count, what)),
    `  Step Functions: ${price.stepFunctions.toFixed(6)} USD, ${price.perThousandItems.toFixed(4)} per 1,000 items`,
  ];
}

function countLine(count: number, what: string): string {
  return `  ${String(count).padStart(7)}  ${what}`;
}

const longestFailure = 500;

function cutFailure(text: string, show: string): string {
  return cutLongText(text, longestFailure, `\`${show} --json\``);
}

function listLines(title: string, lines: readonly string[], all: string): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > mostListed ? [`  and ${lines.length - mostListed} more: ${all}`] : [];
  return [title, ...lines.slice(0, mostListed).map((line) => `  ${line}`), ...more];
}
