import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { UserError } from '../../language/diagnostics';
import type { CasesRunning, DefinitionWork } from '../../ui';
import type { WorkAnswer, WorkCall, WorkMessage, WorkProblem, WorkResults } from './work-messages';

/** Checks, tests and prices definitions in a thread, which starts with the first call. */
export function workInThread(): DefinitionWork {
  const thread = new WorkThread();
  return {
    check: (text, file) => thread.call({ kind: 'check', text, file }),
    runCases: (caseFile, running) => thread.call({ kind: 'runCases', caseFile }, running),
    cost: (caseFile) => thread.call({ kind: 'cost', caseFile }),
    close: () => thread.close(),
  };
}

interface Waiting {
  readonly running?: CasesRunning | undefined;
  resolve(result: never): void;
  reject(error: Error): void;
}

/** Guards that every call is answered once, also if the thread ends; the next call starts another one. */
class WorkThread {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  call<Kind extends WorkCall['kind']>(
    call: WorkCall & { readonly kind: Kind },
    running?: CasesRunning,
  ): Promise<WorkResults[Kind]> {
    const worker = this.worker ?? this.start();
    const id = ++this.lastId;
    const send = (message: WorkMessage): void => worker.postMessage(message);
    const answered = new Promise<WorkResults[Kind]>((resolve, reject) =>
      this.waiting.set(id, { running, resolve, reject }),
    );
    send({ id, call });
    running?.signal.addEventListener('abort', () => send({ drop: id }), { once: true });
    return answered;
  }

  close(): void {
    void this.worker?.terminate();
  }

  private start(): Worker {
    // By its path: Node.js 20.9 resolves a name alone from the current folder.
    const worker = new Worker(join(__dirname, 'definition-thread.js'), { execArgv: [] });
    let reason = 'the thread of the checks was ended';
    worker.on('message', (answer: WorkAnswer) => this.take(answer));
    worker.on('error', (error) => {
      reason = `the thread of the checks failed: ${error.message}`;
    });
    worker.on('exit', () => {
      this.worker = undefined;
      const lost = [...this.waiting.values()];
      this.waiting.clear();
      for (const { reject } of lost) reject(new Error(reason));
    });
    this.worker = worker;
    return worker;
  }

  private take(answer: WorkAnswer): void {
    const waiting = this.waiting.get(answer.id);
    if (waiting === undefined) return;
    if ('row' in answer) {
      waiting.running?.onRow(answer.row, answer.total);
      return;
    }
    this.waiting.delete(answer.id);
    if ('problem' in answer) waiting.reject(errorOf(answer.problem));
    else waiting.resolve(answer.result as never);
  }
}

function errorOf({ message, help, isMistake }: WorkProblem): Error {
  if (!isMistake) return new Error(message);
  return new UserError(message, help === undefined ? {} : { help });
}
