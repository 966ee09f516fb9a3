import { hasPlaceholder } from '../../../load';
import type { Finding, Rule } from '../../rule';
import type { Assignment } from '../../variables/scope-flow';

/** `Assign` names a variable as AWS does not allow: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
export const variableName: Rule = {
  id: 'variable-name',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ variables }) {
    for (const { assignments } of variables.scopes) for (const each of assignments) yield* nameFinding(each);
  },
};

/** Identifiers of Unicode's annex 31: https://www.unicode.org/reports/tr31/ */
const pattern = /^[\p{ID_Start}_]\p{ID_Continue}*$/u;
const maxLength = 80;

function* nameFinding({ name, path, state }: Assignment): Generator<Finding> {
  if (hasPlaceholder(name)) return;
  const at = { path, at: 'key', isWhole: true } as const;
  if (name === 'states') {
    yield { ...at, message: '`states` is reserved and cannot be assigned', help: 'choose another name' };
    return;
  }
  const length = [...name].length;
  if (length > maxLength) {
    yield { ...at, message: `the name of a variable has at most ${maxLength} characters, this one has ${length}` };
    return;
  }
  if (pattern.test(name)) return;
  const plain = name.replace(/^\$|\.\$$/g, '');
  const isNear = plain !== name && pattern.test(plain);
  const help = isNear
    ? `write \`${plain}\`${state.language === 'JSONata' && name.endsWith('.$') ? ': `.$` belongs to JSONPath' : ''}`
    : 'a name begins with a letter and continues with letters, digits and `_`';
  const what = name === '' ? 'an empty string' : `\`${name}\``;
  yield { ...at, message: `${what} is not the name of a variable`, help };
}
