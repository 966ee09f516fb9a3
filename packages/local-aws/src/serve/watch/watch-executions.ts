import type { HistoryEvent } from '@document-pipelines/asl/interpreter';
import type { Console } from '../../environment/console';
import type { DescribeExecution, ExecutionNotice } from '../../environment/execution-notice';
import type { States } from '../../services/states';
import { ExecutionWatch } from './execution-watch';
import { NoticePrinter } from './notice-printer';

/** Options of watching the executions of a served Step Functions. */
export interface WatchOptions {
  readonly console: Console;
  readonly json: boolean;
  /** Absent: Step Functions by itself. */
  readonly environment?: string;
  readonly describe?: DescribeExecution;
}

/** Prints what happens to executions while they are served. */
export interface ExecutionsOnConsole {
  /** To be called for each event of a history. */
  readonly onHistoryEvent: (event: HistoryEvent, executionArn: string) => void;
  /** Names the executions that are followed. Those that run already are resumed ones. */
  begin(states: States): void;
  end(): void;
}

/** Milliseconds between two looks at what waits, and at what was counted. */
const betweenLooks = 1_000;

/** Watches executions. Events before {@link ExecutionsOnConsole.begin} are of resumed executions, whose introduction comes first. */
export function watchExecutions({ console, json, environment = '', describe }: WatchOptions): ExecutionsOnConsole {
  const now = (): number => Date.now();
  let states: States | undefined;
  let isFaulty = false;
  let looking: NodeJS.Timeout | undefined;
  const printer = new NoticePrinter({
    console,
    json,
    now,
    describe(notice: ExecutionNotice) {
      try {
        return describe?.({ ...notice, environment }) ?? {};
      } catch (error) {
        if (!isFaulty) console.say(`! \`local.executions\` of asl.config.yaml: ${String(error)}`);
        isFaulty = true;
        return {};
      }
    },
  });
  const watch = new ExecutionWatch({
    now,
    find: (executionArn) => states?.find(executionArn),
    onNotice: (notice) => printer.print(notice),
  });
  return {
    onHistoryEvent(event, executionArn) {
      if (states !== undefined) watch.add(event, executionArn);
    },
    begin(served) {
      states = served;
      for (const { executionArn } of served.running()) watch.resumed(executionArn);
      looking = setInterval(() => {
        watch.look();
        printer.look();
      }, betweenLooks).unref();
    },
    end() {
      clearInterval(looking);
      if (!json) printer.flush();
    },
  };
}
