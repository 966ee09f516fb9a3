import { ServiceError, type Shape } from '../service';
import type { Converse, ConverseAnswer } from './converse-shapes';

/** A scripted answer: returned, thrown, or computed from the request. */
export type ScriptedAnswer =
  | ConverseAnswer
  | ServiceError
  | ((input: Shape) => ConverseAnswer | Promise<ConverseAnswer>);

/** A model for tests: returns prepared answers in order; with `repeatsLast`, repeats the last one. */
export function createScriptedAnswers(
  answers: readonly ScriptedAnswer[],
  { repeatsLast = false }: { readonly repeatsLast?: boolean } = {},
): Converse & { readonly requests: readonly Shape[] } {
  const requests: Shape[] = [];
  return {
    description: 'scripted answers instead of Bedrock',
    requests,
    async converse(input, signal) {
      signal?.throwIfAborted();
      const answer = answers[repeatsLast ? Math.min(requests.length, answers.length - 1) : requests.length];
      requests.push(input);
      if (answer === undefined) {
        const message = `there are ${answers.length} scripted answers, and this is request ${requests.length}`;
        throw new ServiceError('ValidationException', message);
      }
      if (answer instanceof ServiceError) throw answer;
      return typeof answer === 'function' ? answer(input) : answer;
    },
  };
}
