import type { Console } from '@document-pipelines/local-aws/environment';
import { type Account, type AccountOptions, withAccount } from '../account';
import { audited, confirmChange } from '../changes';
import { decideReviews } from './decide-reviews';
import { type DecideAction, decisionOf } from './decision';
import { filterReviews, findReviews, type ReviewFilter } from './find-reviews';
import { expiredLines, listLines, showLines } from './review-lines';
import { type Review, readReviews } from './reviews';

/** How reviews are listed: for a person, as an object a line, or as ids for another command. */
export type ListForm = 'text' | 'json' | 'ids';

/** `pipelines review …`: which reviews, and what is to be done with them. */
export type ReviewAction =
  | { readonly kind: 'list'; readonly filter: ReviewFilter; readonly form: ListForm }
  | { readonly kind: 'show'; readonly reviewIds: readonly string[] }
  | DecideAction;

/** What lists and details are read from. */
interface Reading {
  readonly account: Account;
  readonly reviews: readonly Review[];
  readonly console: Console;
}

/**
 * Lists and shows reviews, also while another process works in the environment, or answers them and follows them to their ends.
 * Returns 0, or 1 if an end is not allowed or another decision was stored, 2 if a review could not be decided. Throws CannotRunError
 * for an unknown id.
 */
export async function runReviewAction(action: ReviewAction, options: AccountOptions): Promise<0 | 1 | 2> {
  const { console } = options;
  if (action.kind !== 'decide')
    return withAccount('pipelines review', options, async (account) => {
      const reading = { account, reviews: await readReviews(account), console };
      return action.kind === 'list' ? list(action, reading) : show(action.reviewIds, reading);
    });
  const decision = decisionOf(action);
  return withAccount('pipelines review', options, async (account) => {
    const reviews = findReviews(await readReviews(account), action.reviewIds, account.commands);
    for (const { reviewId, key } of action.dryRun ? reviews : [])
      console.print(`would ${action.decision} ${reviewId}  ${key}`);
    if (action.dryRun) return 0;
    await confirmChange(account, `${action.decision} ${reviews.map(({ reviewId }) => reviewId).join(', ')}`, options);
    const request = { reviewIds: reviews.map(({ reviewId }) => reviewId), ...decision };
    return audited(account, { command: `review ${action.decision}`, request }, () =>
      decideReviews(reviews, decision, { account, options }),
    );
  });
}

async function list({ filter, form }: Extract<ReviewAction, { kind: 'list' }>, reading: Reading): Promise<0> {
  const { reviews, console } = reading;
  const waiting = reviews.filter(({ status }) => status === 'WAITING');
  const chosen = filterReviews(waiting, filter);
  for (const one of chosen) {
    if (form === 'ids') console.print(one.reviewId);
    else if (form === 'json') console.json(one);
    else for (const line of listLines(one)) console.print(line);
  }
  if (form !== 'text') return 0;
  if (waiting.length === 0) console.say('no document waits for a person');
  else if (Object.values(filter).some((chosenBy) => chosenBy !== undefined))
    console.say(`${chosen.length} of ${waiting.length} waiting review(s) match`);
  for (const line of await expiredLines(reading.account, reviews)) console.print(line);
  return 0;
}

async function show(ids: readonly string[], { account, reviews, console }: Reading): Promise<0> {
  for (const found of findReviews(reviews, ids, account.commands))
    for (const line of await showLines(account, found)) console.print(line);
  return 0;
}
