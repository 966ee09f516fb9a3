import { didYouMean, sureWord } from '../../../diagnostics';
import { jsonataLibrary } from '../../../expressions';
import type { Finding, Rule } from '../../rule';
import { textsOf } from '../../texts';
import { hasValue, type JudgedRead } from '../../variables/judge-reads';
import type { CheckedVariables } from '../../variables/read-variables';

/**
 * A variable is read that has no value: no state assigns it, or only a later one, or the one that reads it. AWS accepts the definition;
 * the read is undefined in JSONata, and fails in JSONPath.
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export const unassignedVariable: Rule = {
  id: 'unassigned-variable',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ unassignedReads, variables, expressions }) {
    const names = new Set(variables.scopes.flatMap(({ assignments }) => assignments.map(({ name }) => name)));
    const called = new Set(expressions.jsonata.flatMap(({ facts }) => facts?.calls.map(({ name }) => name) ?? []));
    for (const read of unassignedReads) {
      if (read.verdict.kind === 'nowhere' && !called.has(read.name))
        yield { ...nowhere(read, names), ...misspelling(read, names, variables) };
      if (read.verdict.kind === 'later')
        yield later(
          read,
          read.verdict.assignments.map(({ state }) => state.name),
        );
    }
  },
};

function nowhere({ name, path, part, state }: JudgedRead, names: ReadonlySet<string>): Finding {
  const functions = state.language === 'JSONata' ? jsonataLibrary.keys() : [];
  const known = [...names, ...functions].map((each) => `$${each}`);
  const help = didYouMean(`$${name}`, known) ?? `give it a value in an \`Assign\` before`;
  return { message: `no state assigns the variable \`$${name}\``, path, part, help };
}

/** The name that is meant: the only near one, and one that has a value here. What else the state names may be meant as well. */
function misspelling(
  { name, path, state }: JudgedRead,
  names: ReadonlySet<string>,
  variables: CheckedVariables,
): Pick<Finding, 'fix'> {
  const words = textsOf(state).flatMap(({ text }) =>
    [...text.matchAll(/\$([A-Za-z_]\w*)/g)].map((match) => match[1] ?? ''),
  );
  const known = new Set([...words, ...names, ...jsonataLibrary.keys()]);
  known.delete(name);
  const meant = sureWord(name, known);
  if (meant === undefined || !names.has(meant) || !hasValue(meant, state, variables)) return {};
  const count = variables.reads.filter((read) => read.path === path && read.name === name).length;
  return { fix: { kind: 'word', word: `$${name}`, instead: `$${meant}`, count } };
}

function later({ name, path, part, state }: JudgedRead, assigning: readonly string[]): Finding {
  const field = String(path[state.path.length]);
  if (!assigning.includes(state.name)) {
    const message = `\`$${name}\` has no value here: only ${list(assigning)} assigns it, which comes later`;
    return { message, path, part, help: 'give it a value in an `Assign` before' };
  }
  const message =
    field === 'Assign'
      ? `\`$${name}\` is read in the \`Assign\` that sets it, and has no value before`
      : `\`$${name}\` gets its value when \`${state.name}\` ends, and has none in its \`${field}\``;
  return {
    message,
    path,
    part,
    help: 'a state reads the values from before it: assign a first one in an earlier state',
  };
}

function list(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `\`${name}\``).join(', ');
}
