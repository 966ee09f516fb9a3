import type { HistoryEvent } from '../../../interpreter';
import type { Console } from '../environment/console';
import { documentIdOfInput } from './document-identity';

/** How the documents of a run stand, told as it happens. */
export interface Progress {
  /** From then on the executions of this document are shown under its name. */
  follow(documentId: string, name: string): void;
  onHistoryEvent(event: HistoryEvent, executionArn: string): void;
  /** Takes the live block away. */
  end(): void;
}

/** Milliseconds between two drawings of the block. */
const redrawEvery = 100;
/** Lines of the block: documents beyond them are counted. */
const maxLines = 20;

interface Shown {
  readonly name: string;
  readonly state: string;
  readonly isOver: boolean;
}

/** On a terminal a block that is redrawn, one line a document; else one line a change. */
export function createProgress(console: Console): Progress {
  const names = new Map<string, string>();
  const documentOf = new Map<string, string>();
  const shown = new Map<string, Shown>();
  let isPending = false;
  let isOver = false;

  const draw = (): void => {
    isPending = false;
    if (isOver) return;
    console.redraw(blockOf([...shown.values()], console));
  };
  const show = (executionArn: string, state: string, isOver: boolean): void => {
    const name = names.get(documentOf.get(executionArn) ?? '');
    if (name === undefined) return;
    shown.set(executionArn, { name, state, isOver });
    if (!console.isTerminal) console.say(`  ${name}: ${state}`);
    if (isPending || !console.isTerminal) return;
    isPending = true;
    setTimeout(draw, redrawEvery).unref();
  };

  return {
    follow: (documentId, name) => void names.set(documentId, name),
    onHistoryEvent(event, executionArn) {
      const started = event.executionStartedEventDetails;
      const documentId = started === undefined ? undefined : documentIdOfInput(JSON.parse(started.input));
      if (documentId !== undefined) documentOf.set(executionArn, documentId);
      const state = event.stateEnteredEventDetails?.name ?? endText(event);
      if (state !== undefined) show(executionArn, state, event.stateEnteredEventDetails === undefined);
    },
    end() {
      isOver = true;
      console.redraw([]);
    },
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

function blockOf(all: readonly Shown[], console: Console): readonly string[] {
  const running = all.filter(({ isOver }) => !isOver);
  const visible = running.slice(0, maxLines);
  // A line that wraps would not be erased whole.
  const width = Math.min(console.columns - 24, Math.max(0, ...visible.map(({ name }) => name.length)));
  const lines = visible.map(({ name, state }) => {
    const room = console.columns - width - 5;
    return `  ${name.slice(0, width).padEnd(width)}  ${console.dim(state.slice(0, room))}`;
  });
  const more = running.length - visible.length;
  return [
    ...lines,
    `  ${all.length - running.length} of ${all.length} executions done${more > 0 ? `, ${more} more at work` : ''}`,
  ];
}
