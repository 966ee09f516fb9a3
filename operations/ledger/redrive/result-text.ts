import type { RedriveResult } from './redrive-result';

/** Returns what a redrive did with one document or execution, or would do: `started again (attempt 2, checkpoint EXTRACTED)`. */
export function deedText(result: RedriveResult, { dryRun }: { readonly dryRun: boolean }): string {
  const { why, attempt, checkpoint } = result;
  const from = checkpoint === undefined ? '' : `checkpoint ${checkpoint}`;
  const details = [attempt === undefined ? '' : `attempt ${attempt}`, from, why ?? ''].filter((text) => text !== '');
  return `${sayingOf(result)[dryRun ? 1 : 0]}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
}

const sayings: Readonly<Record<RedriveResult['action'], readonly [did: string, would: string]>> = {
  start: ['started again', 'would start again'],
  'start-execution': ['started again with the same input', 'would start again with the same input'],
  'redrive-execution': ['continues where it was', 'would continue where it was'],
  notify: ['subscribers were notified', 'would notify subscribers, the document is stored'],
  'drop-letters': ['its dead letters are removed', 'would remove its dead letters'],
  leave: ['is not changed', 'would not be changed'],
  refuse: ['cannot be redriven', 'cannot be redriven'],
  error: ['could not be redriven', 'could not be redriven'],
};

function sayingOf({ action, redriveOf }: RedriveResult): readonly [did: string, would: string] {
  const isFirst = action === 'start' && redriveOf === undefined;
  return isFirst ? ['started for the first time', 'would start for the first time'] : sayings[action];
}
