import { apiModelSource, findServiceCall } from '../../../api-models';
import { didYouMean } from '../../../diagnostics';
import { argumentProblems } from '../../calls/argument-problems';
import { serviceCallsOf } from '../../calls/service-calls';
import type { Finding, Rule } from '../../rule';
import { oneOf } from '../../values';
import { isMeantOtherwise } from './task-resource';

/**
 * A service, an operation, an argument or one of its values is not in this project's table of API models. It may be newer than the table, or
 * a mistake.
 */
export const unlistedApiName: Rule = {
  id: 'unlisted-api-name',
  severity: 'warning',
  rejectedBy: 'none',
  *check(definition) {
    for (const { resource, path, part } of serviceCallsOf(definition)) {
      const found = findServiceCall(resource);
      if (part !== 'Task' || found.kind === 'call' || !resource.sdk || isMeantOtherwise(resource)) continue;
      const { service, operation } = resource;
      const what =
        found.kind === 'unknownService' ? `the service \`${service}\`` : `the operation \`${service}:${operation}\``;
      const known = found.kind === 'unknownService' ? [] : found.model.operationNames;
      yield { message: unlisted(what), path: [...path, 'Resource'], help: didYouMean(operation, known) ?? newer };
    }
    for (const problem of argumentProblems(definition)) {
      const finding = inArgument(problem);
      if (finding !== undefined) yield finding;
    }
  },
};

const newer = 'if it is newer than that, write `# asl-ignore unlisted-api-name: …` with the reason';

function unlisted(what: string): string {
  return `the API models of ${apiModelSource.date} do not have ${what}`;
}

function inArgument(problem: ReturnType<typeof argumentProblems>[number]): Finding | undefined {
  const { path } = problem;
  if (problem.kind === 'unknown') {
    const { name, near, isField, isAttributeValue, members, checked } = problem;
    if (near !== undefined || isField || isAttributeValue) return undefined;
    const message = unlisted(`the argument \`${name}\` of \`${checked.call?.name}\``);
    return { message, path, at: 'key', help: didYouMean(name, members) ?? newer };
  }
  if (problem.kind !== 'word' || problem.near !== undefined) return undefined;
  const { name, value, words } = problem;
  const help = words.length <= 8 ? `the values are ${oneOf(words)}` : newer;
  return { message: unlisted(`the value \`${value}\` of \`${name}\``), path, help };
}
