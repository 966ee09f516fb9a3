import type { Rule } from '../../rule';
import { areExhaustive } from '../../sense/exhaustive-rules';
import { objectItems } from '../../values';

/** A Choice whose rules may all fail to match has no Default: such an input ends the execution with States.NoChoiceMatched. */
export const choiceWithoutDefault: Rule = {
  id: 'choice-without-default',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'soundState',
  *check({ states }) {
    for (const { type, value, path, name } of states) {
      if (type !== 'Choice' || value['Default'] !== undefined) continue;
      if (areExhaustive(objectItems(value['Choices']).map(({ item }) => item))) continue;
      const message = `\`${name}\` has no \`Default\`: an input that matches no rule ends the execution`;
      yield { message, path, at: 'key', help: 'add `Default`, which may lead to a Fail state' };
    }
  },
};
