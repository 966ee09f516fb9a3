import type { HistoryEvent } from '@document-pipelines/asl/interpreter';
import { cutText, visibleText } from '@document-pipelines/asl/terminal';
import { type Console, enteredWork } from '@document-pipelines/local-aws/environment';
import type { OperatorCommands } from '../operator-commands';
import type { DocumentExecutions } from './document-executions';
import type { DocumentResult } from './document-result';
import { outcomeLine } from './outcome-line';

/** How far the documents of a run are, shown as it happens. */
export interface Progress {
  /** From then on the executions of this document are shown under its name. */
  follow(documentId: string, name: string): void;
  /** To be called when `executions` has recorded the event. */
  onHistoryEvent(event: HistoryEvent, executionArn: string): void;
  /** A long document is being read. */
  onPage(documentId: string, page: number, pageCount: number): void;
  /** A document has its result. */
  ended(result: DocumentResult): void;
  /** Stops showing progress. */
  end(): void;
}

/** Options of progress. */
export interface ProgressOptions {
  readonly executions: Pick<DocumentExecutions, 'documentOf'>;
  readonly documentCount: number;
  /** Absent if the environment is removed at the end, so that no command can continue it. */
  readonly commands?: OperatorCommands;
}

/** Lines of the block: documents beyond them are counted. */
const maxLines = 20;
/** Documents up to which each step is a line, away from a terminal. */
const mostWithSteps = 3;
/** Documents up to which each end is a line, away from a terminal; of more, only failures are. */
const mostWithEnds = 100;
/** Characters of a document's result: the table, or the object of `--json`, has all of it. */
const longestReason = 200;
/** Pages above which reading is reported. */
const longDocument = 20;

/**
 * On a terminal a block that is redrawn, one line a document. Else a line when a document has ended, with how many have (`12 of 17`), and
 * after a silence what is at work.
 */
export function createProgress(console: Console, options: ProgressOptions): Progress {
  const { executions, documentCount, commands } = options;
  const names = new Map<string, string>();
  const steps = new Map<string, string>();
  let endedCount = 0;

  const counted = (): string => `${endedCount} of ${documentCount}`;
  const atWork = (): readonly Shown[] =>
    [...steps].map(([documentId, step]) => ({ name: names.get(documentId) ?? '', step }));
  const start = (): void =>
    console.doing({
      line: () => `${counted()} document(s) done${currentText(atWork())}`,
      block: () => [...blockLines(atWork(), console), footer(counted(), steps.size)],
    });
  const show = (documentId: string | undefined, step: string): void => {
    const name = names.get(documentId ?? '');
    if (documentId === undefined || name === undefined) return;
    steps.set(documentId, step);
    if (!console.isTerminal && documentCount <= mostWithSteps) console.say(`  ${name}: ${step}`);
    console.changed();
  };

  return {
    follow(documentId, name) {
      if (names.size === 0 && endedCount === 0) start();
      names.set(documentId, name);
    },
    onHistoryEvent(event, executionArn) {
      const step = enteredWork(event);
      if (step !== undefined) show(executions.documentOf(executionArn), step);
    },
    onPage(documentId, page, pageCount) {
      if (!names.has(documentId) || pageCount < longDocument) return;
      steps.set(documentId, `page ${page} of ${pageCount}`);
      console.changed();
    },
    ended(result) {
      endedCount += 1;
      steps.delete(result.documentId ?? '');
      names.delete(result.documentId ?? '');
      const isTold = documentCount <= mostWithEnds || result.outcome === 'failed';
      if (!console.isTerminal && isTold)
        console.say(`  ${counted()}  ${outcomeLine(result, { console, commands }, longestReason)}`);
      console.changed();
    },
    end: () => console.doing(undefined),
  };
}

interface Shown {
  readonly name: string;
  readonly step: string;
}

function currentText(shown: readonly Shown[]): string {
  const [first, ...others] = shown;
  if (first === undefined) return '';
  return `; ${first.name}: ${first.step}${others.length === 0 ? '' : `, and ${others.length} more in progress`}`;
}

function footer(counted: string, atWork: number): string {
  return `  ${counted} document(s) done${atWork > maxLines ? `, ${atWork - maxLines} more in progress` : ''}`;
}

function blockLines(all: readonly Shown[], console: Console): readonly string[] {
  const visible = all
    .slice(0, maxLines)
    .map(({ name, step }) => ({ name: visibleText(name), step: visibleText(step) }));
  // A line that wraps would not be erased whole.
  const width = Math.min(console.columns - 24, Math.max(0, ...visible.map(({ name }) => name.length)));
  return visible.map(({ name, step }) => {
    const room = console.columns - width - 5;
    return `  ${cutText(name, width).padEnd(width)}  ${console.paint.dim(cutText(step, room))}`;
  });
}
