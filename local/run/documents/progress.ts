import type { HistoryEvent } from '../../../interpreter';
import { visibleText } from '../../../asl/terminal';
import type { Console } from '../environment/console';
import type { DocumentExecutions } from './document-executions';
import type { DocumentResult } from './document-result';

/** How far the documents of a run are, shown as it happens. */
export interface Progress {
  /** From then on the executions of this document are shown under its name. */
  follow(documentId: string, name: string): void;
  /** To be called when `executions` has recorded the event. */
  onHistoryEvent(event: HistoryEvent, executionArn: string): void;
  /** A long document is being read. */
  onPage(documentId: string, page: number, pageCount: number): void;
  /** A document has its result. */
  ended(result: Pick<DocumentResult, 'documentId'>): void;
  /** Removes the live block. */
  end(): void;
}

/** What progress is shown of. */
export interface ProgressOptions {
  readonly executions: Pick<DocumentExecutions, 'documentOf'>;
  readonly documentCount: number;
}

/** Milliseconds between two drawings of the block. */
const redrawEvery = 100;
/** Lines of the block: documents beyond them are counted. */
const maxLines = 20;
/** Away from a terminal, documents up to which each change is a line; of more, only the count is printed. */
const mostWithLines = 24;
/** Milliseconds between two lines with the count, or with a document's page. */
const lineEvery = 5_000;
/** Pages above which reading is reported. */
const longDocument = 20;

/** On a terminal a block that is redrawn, one line a document; else one line a change, or now and then the count of many documents. */
export function createProgress(console: Console, { executions, documentCount }: ProgressOptions): Progress {
  const names = new Map<string, string>();
  const states = new Map<string, string>();
  const isTalkative = documentCount <= mostWithLines;
  const [mayCount, mayTellPage] = [atMostEvery(lineEvery), atMostEvery(lineEvery)];
  let endedCount = 0;
  let isPending = false;
  let isOver = false;

  const block = (): readonly string[] => [
    ...linesOf(
      [...states].map(([documentId, state]) => ({ name: names.get(documentId) ?? '', state })),
      console,
    ),
    `  ${endedCount} of ${documentCount} document(s) done${states.size > maxLines ? `, ${states.size - maxLines} more at work` : ''}`,
  ];
  const draw = (): void => {
    isPending = false;
    if (!isOver) console.redraw(block());
  };
  const drawSoon = (): void => {
    if (isPending || !console.isTerminal) return;
    isPending = true;
    setTimeout(draw, redrawEvery).unref();
  };
  const show = (documentId: string | undefined, state: string): void => {
    const name = names.get(documentId ?? '');
    if (documentId === undefined || name === undefined) return;
    states.set(documentId, state);
    if (!console.isTerminal && isTalkative) console.say(`  ${name}: ${state}`);
    drawSoon();
  };

  return {
    follow: (documentId, name) => void names.set(documentId, name),
    onHistoryEvent(event, executionArn) {
      const state = event.stateEnteredEventDetails?.name ?? endText(event);
      if (state !== undefined) show(executions.documentOf(executionArn), state);
    },
    onPage(documentId, page, pageCount) {
      const name = names.get(documentId);
      if (name === undefined || pageCount < longDocument) return;
      const text = `page ${page} of ${pageCount}`;
      states.set(documentId, text);
      if (!console.isTerminal && mayTellPage()) console.say(`  ${name}: ${text}`);
      drawSoon();
    },
    ended({ documentId }) {
      endedCount += 1;
      states.delete(documentId ?? '');
      names.delete(documentId ?? '');
      if (!console.isTerminal && !isTalkative && mayCount())
        console.say(`  ${endedCount} of ${documentCount} document(s) done, ${names.size} at work`);
      drawSoon();
    },
    end() {
      isOver = true;
      console.redraw([]);
    },
  };
}

/** Whether so much time has passed since it last returned true. */
function atMostEvery(milliseconds: number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < milliseconds) return false;
    last = now;
    return true;
  };
}

function endText(event: HistoryEvent): string | undefined {
  const ends: Readonly<Record<string, string>> = {
    ExecutionSucceeded: 'done',
    ExecutionFailed: `failed: ${event.executionFailedEventDetails?.error ?? ''}`,
    ExecutionTimedOut: 'timed out',
    ExecutionAborted: 'aborted',
  };
  return ends[event.type];
}

interface Shown {
  readonly name: string;
  readonly state: string;
}

function linesOf(all: readonly Shown[], console: Console): readonly string[] {
  const visible = all
    .slice(0, maxLines)
    .map(({ name, state }) => ({ name: visibleText(name), state: visibleText(state) }));
  // A line that wraps would not be erased whole.
  const width = Math.min(console.columns - 24, Math.max(0, ...visible.map(({ name }) => name.length)));
  return visible.map(({ name, state }) => {
    const room = console.columns - width - 5;
    return `  ${name.slice(0, width).padEnd(width)}  ${console.dim(state.slice(0, room))}`;
  });
}
