import { hasPlaceholder } from '../../../load';
import type { CheckedDefinition } from '../../checked-definition';
import { misspelt } from '../../finding-fix';
import type { Rule } from '../../rule';
import { namesIn, statesInsideStates, targetsOf } from '../../targets';
import { showValue } from '../../values';

/** `Next` or `Default` names a state that does not exist, or is in another scope. */
export const unknownNextState: Rule = {
  id: 'unknown-next-state',
  severity: 'error',
  rejectedBy: 'aws',
  awsCode: 'MISSING_TRANSITION_TARGET',
  *check(definition) {
    const misplaced = statesInsideStates(definition.states);
    for (const scope of definition.scopes) {
      const names = namesIn(scope);
      for (const state of scope.states) {
        for (const { name, path } of targetsOf(state)) {
          if (names.has(name) || misplaced.has(name) || hasPlaceholder(name)) continue;
          const field = String(path.at(-1));
          const message = `\`${field}\` names \`${showValue(name)}\`, which is not a state of this scope`;
          const elsewhere = inAnotherScope(name, definition);
          yield { message, path, ...(elsewhere === undefined ? misspelt(name, names) : { help: elsewhere }) };
        }
      }
    }
  },
};

function inAnotherScope(name: string, { states, parsed }: CheckedDefinition): string | undefined {
  const elsewhere = states.find((state) => state.name === name);
  if (elsewhere === undefined) return undefined;
  const { line } = parsed.keySpanOf(elsewhere.path).start;
  return `\`${name}\` is in line ${line}, in another scope: a transition cannot leave its scope`;
}
