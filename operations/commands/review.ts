import { collect, share } from '@document-pipelines/asl/commands';
import type { Command } from 'commander';
import type { ReviewAction } from '..';
import { type AccountFlags, accountOptions, addAccountOptions, addChangeOptions } from './account-options';
import { loadOperations } from './load-operations';

const reviewExamples = `
Examples:
  pipelines review
  pipelines review show review-0123456789abcdef
  pipelines review --reason total --confidence-below 0.8     only reviews with such a reason
  pipelines review approve review-0123456789abcdef review-89abcdef01234567
  pipelines review approve $(pipelines review --reason total --ids)
  pipelines review correct review-0123456789abcdef --field total=119.00 --field currency=EUR
  pipelines review correct review-0123456789abcdef --field total=99.00 --accept     although it does not add up
  pipelines review reject review-0123456789abcdef --comment "not addressed to us"

Also works while another process, such as "asl local serve", runs the environment.
Exit status: 0 done, 1 another decision was first, checks fail or the document failed, 2 could not run or could not be decided.`;

interface ReviewFlags extends AccountFlags {
  readonly dryRun: boolean;
  readonly field: readonly string[];
  readonly comment?: string;
  readonly accept?: boolean;
  readonly reason?: string;
  readonly confidenceBelow?: number;
  readonly ids: boolean;
  readonly json: boolean;
}

/** Adds `pipelines review`. */
export function registerReviewCommand(program: Command): void {
  addChangeOptions(addAccountOptions(program.command('review')), 'with a decision: what would be decided')
    .addArgument(
      program
        .createArgument('[action]', 'what to do')
        .choices(['list', 'show', 'approve', 'reject', 'correct'])
        .default('list'),
    )
    .argument('[ids...]', "reviews, by their ids, the beginnings of ids, or their documents' keys")
    .option('--field <name=value>', 'with correct: a field that changes (repeatable)', collect, [])
    .option('--accept', 'with correct: accept it although a value is missing or does not add up')
    .option('--comment <text>', 'the reason for the decision')
    .option('--reason <words>', 'with list: only reviews that have a reason with these words')
    .option(
      '--confidence-below <number>',
      'with list: only reviews with a lower confidence of the model, from 0 to 1',
      share,
    )
    .option('--ids', 'with list: only the ids, for another command', false)
    .option('--json', 'with list: one JSON object a review on stdout, everything else on stderr', false)
    .addHelpText('after', reviewExamples)
    .action(async (action: string, reviewIds: readonly string[], flags: ReviewFlags, command: Command) => {
      const problem = reviewProblem(action, reviewIds, flags);
      if (problem !== undefined) command.error(`error: ${problem}`, { exitCode: 2 });
      const chosen = reviewAction(action, reviewIds, flags);
      const { runReviewAction: review, runCommand } = loadOperations();
      await runCommand(flags.json || flags.ids, (console, signal) =>
        review(chosen, { ...accountOptions(flags), console, signal }),
      );
    });
}

/** An action needs ids, never a filter: it changes only what a person has seen. */
function reviewProblem(action: string, reviewIds: readonly string[], flags: ReviewFlags): string | undefined {
  if (action === 'list') return reviewIds.length === 0 ? undefined : 'list does not accept ids; use show';
  if (reviewIds.length === 0) return `${action} needs the id of a review`;
  const { reason, confidenceBelow, ids, json } = flags;
  const isFiltered = reason !== undefined || confidenceBelow !== undefined || ids || json;
  return isFiltered
    ? `${action} accepts only ids: use --reason, --confidence-below, --ids and --json with list`
    : undefined;
}

function reviewAction(
  action: string,
  reviewIds: readonly string[],
  { field, comment, accept = false, reason, confidenceBelow, ids, json, dryRun }: ReviewFlags,
): ReviewAction {
  if (action === 'list') {
    const filter = {
      ...(reason === undefined ? {} : { reason }),
      ...(confidenceBelow === undefined ? {} : { confidenceBelow }),
    };
    return { kind: 'list', filter, form: ids ? 'ids' : json ? 'json' : 'text' };
  }
  if (action === 'show') return { kind: 'show', reviewIds };
  const decision = action as 'approve' | 'reject' | 'correct';
  return {
    kind: 'decide',
    reviewIds,
    decision,
    fields: field,
    accept,
    dryRun,
    ...(comment === undefined ? {} : { comment }),
  };
}
