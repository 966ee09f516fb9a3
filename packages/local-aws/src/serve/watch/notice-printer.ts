import { cutText } from '@document-pipelines/asl/terminal';
import type { Console } from '../../environment/console';
import type { DescribeExecution, ExecutionNotice } from '../../environment/execution-notice';
import { isChild } from './execution-watch';
import { LineBudget } from './line-budget';
import { NoticeCounts } from './notice-counts';
import { noticeJson, noticeLine, timeOfDay } from './notice-text';

/** Dependencies of a printer. */
export interface NoticePrinterOptions {
  readonly console: Pick<Console, 'say' | 'json' | 'paint'>;
  /** Print each notice as one line of JSON, children of Distributed Maps included. */
  readonly json: boolean;
  readonly describe: (notice: ExecutionNotice) => ReturnType<DescribeExecution>;
  readonly now: () => number;
}

/** Milliseconds between two summaries. */
const betweenSummaries = 5_000;

/** Lines of executions that need no one, and of those that wait or have failed. */
const budgets = { calm: { burst: 40, seconds: 2 }, urgent: { burst: 40, seconds: 5 } } as const;

/**
 * Prints notices, one line each. Guards that the output stays readable: of many executions, and of the children of Distributed Maps,
 * it prints counts, at most one line in five seconds for each state machine.
 */
export class NoticePrinter {
  private readonly counted = new Map<string, NoticeCounts>();
  private readonly budgets: Readonly<Record<keyof typeof budgets, LineBudget>>;
  private summarisedAt: number;

  constructor(private readonly options: NoticePrinterOptions) {
    const { now } = options;
    this.budgets = { calm: new LineBudget(budgets.calm, now), urgent: new LineBudget(budgets.urgent, now) };
    this.summarisedAt = now();
  }

  print(notice: ExecutionNotice): void {
    const { console, json, describe } = this.options;
    if (json) console.json(noticeJson(notice, describe(notice)));
    else if (isChild(notice.executionArn) || !this.budgets[urgencyOf(notice)].take()) this.count(notice);
    else console.say(noticeLine(notice, describe(notice), console.paint));
  }

  /** Prints the summaries that are due. Call it every second. */
  look(): void {
    if (this.counted.size === 0 || this.options.now() - this.summarisedAt < betweenSummaries) return;
    this.flush();
  }

  /** Prints what was counted so far. */
  flush(): void {
    const { console, now } = this.options;
    this.summarisedAt = now();
    for (const [stateMachineName, counts] of this.counted)
      console.say(cutText(`${timeOfDay(now())}  ${stateMachineName}  not listed: ${counts.text()}`, longestSummary));
    this.counted.clear();
  }

  private count(notice: ExecutionNotice): void {
    // The first of a burst waits for the others.
    if (this.counted.size === 0) this.summarisedAt = this.options.now();
    const counts = this.counted.get(notice.stateMachineName) ?? new NoticeCounts();
    counts.add(notice);
    this.counted.set(notice.stateMachineName, counts);
  }
}

/** Characters of a summary. */
const longestSummary = 300;

function urgencyOf({ event }: ExecutionNotice): keyof typeof budgets {
  return event.kind === 'waiting' || (event.kind === 'ended' && event.status !== 'SUCCEEDED') ? 'urgent' : 'calm';
}
