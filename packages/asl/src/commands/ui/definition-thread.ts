import { parentPort } from 'node:worker_threads';
import { UserError } from '../../language/diagnostics';
import { asUserError } from '../../ui';
import { workHere } from './definition-work';
import type { WorkAnswer, WorkCall, WorkMessage, WorkProblem, WorkResults } from './work-messages';

// Runs in a worker thread: no check and no case holds up the thread that serves.
const work = workHere();
const underWay = new Map<number, AbortController>();

parentPort?.on('message', async (message: WorkMessage) => {
  if ('drop' in message) {
    underWay.get(message.drop)?.abort();
    return;
  }
  const { id, call } = message;
  const dropped = new AbortController();
  underWay.set(id, dropped);
  const post = (answer: WorkAnswer): void => parentPort?.postMessage(answer);
  const onRow: Parameters<typeof work.runCases>[1]['onRow'] = (row, total) => post({ id, row, total });
  const { signal } = dropped;
  post(
    await perform(call, { onRow, signal }).then(
      (result) => ({ id, result }),
      (error: unknown) => ({ id, problem: problemOf(error) }),
    ),
  );
  underWay.delete(id);
});

function perform(call: WorkCall, running: Parameters<typeof work.runCases>[1]): Promise<WorkResults[WorkCall['kind']]> {
  switch (call.kind) {
    case 'check':
      return work.check(call.text, call.file);
    case 'runCases':
      return work.runCases(call.caseFile, running);
    case 'cost':
      return work.cost(call.caseFile);
    default:
      return call satisfies never;
  }
}

function problemOf(error: unknown): WorkProblem {
  const readable = asUserError(error);
  if (!(readable instanceof UserError))
    return {
      message: readable instanceof Error ? (readable.stack ?? readable.message) : String(readable),
      isMistake: false,
    };
  const { message, help } = readable;
  return { message: message.split('\n')[0] ?? '', ...(help === undefined ? {} : { help }), isMistake: true };
}
