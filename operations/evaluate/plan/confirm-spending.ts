import { nextLine } from '@document-pipelines/asl/terminal';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { formatDollars } from '../report/words';
import type { ReadingPlan } from './reading-plan';

/** How a person is asked. */
export interface Asking {
  /** `--yes` */
  readonly isAgreed: boolean;
  /** Whether there is a person. */
  readonly isTerminal: boolean;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Asks before calls of Bedrock are made. Throws CannotRunError if the person does not agree, or if stdin is not a terminal. */
export async function confirmSpending(plans: readonly ReadingPlan[], asking: Asking): Promise<void> {
  const paid = plans.filter(({ candidate, calls }) => candidate.identity.from === 'bedrock' && calls > 0);
  if (paid.length === 0 || asking.isAgreed) return;
  const calls = paid.reduce((sum, plan) => sum + plan.calls, 0);
  const what = `${calls} call(s) of Bedrock at ${priceOf(paid)}`;
  if (!asking.isTerminal) throw new CannotRunError(`${what} are not confirmed: add --yes`);
  asking.say(`${what}: continue? [y/N]`);
  const answer = await nextLine(process.stdin, asking.signal);
  if (!/^y(es)?$/iu.test(answer.trim())) throw new CannotRunError('no calls were made');
}

function priceOf(plans: readonly ReadingPlan[]): string {
  const prices = plans.map((plan) => plan.dollars);
  const known = prices.filter((price) => price !== undefined);
  if (known.length === 0) return 'a price that is not known here';
  const sum = `about ${formatDollars(known.reduce((a, b) => a + b, 0))}`;
  return known.length < prices.length ? `${sum} and what models cost whose price is not known here` : sum;
}
