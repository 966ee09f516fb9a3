import type { Console, EnvironmentOptions } from '@document-pipelines/local-aws/environment';
import { type ReadOnlyEnvironment, readEnvironment, withEnvironment } from '../environment';
import { type OperatorCommands, operatorCommands } from '../operator-commands';
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
  readonly look: ReadOnlyEnvironment;
  readonly reviews: readonly Review[];
  readonly commands: OperatorCommands;
  readonly console: Console;
}

/**
 * Lists and shows reviews, also while another process works in the environment, or answers them and follows them to their ends.
 * Returns 0, or 1 if an end is not allowed or another decision was stored, 2 if a review could not be decided. Throws CannotRunError
 * for an unknown id.
 */
export async function runReviewAction(action: ReviewAction, options: EnvironmentOptions): Promise<0 | 1 | 2> {
  const command = { ...options, command: 'pipelines review' };
  const { console } = options;
  const commands = operatorCommands(options.environment);
  if (action.kind !== 'decide')
    return readEnvironment(command, async (look) => {
      const reading = { look, reviews: await readReviews(look), commands, console };
      return action.kind === 'list' ? list(action, reading) : show(action.reviewIds, reading);
    });
  const decision = decisionOf(action);
  return withEnvironment(command, async (environment) => {
    const { local, outputs: names } = environment;
    const reviews = await readReviews({ services: local.services, names });
    return decideReviews(findReviews(reviews, action.reviewIds, commands), decision, { environment, options });
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
  for (const line of await expiredLines(reading.look, reviews, reading.commands)) console.print(line);
  return 0;
}

async function show(ids: readonly string[], { look, reviews, commands, console }: Reading): Promise<0> {
  for (const found of findReviews(reviews, ids, commands))
    for (const line of await showLines(look, found, commands)) console.print(line);
  return 0;
}
