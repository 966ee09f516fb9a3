import { type Field, type FieldPath, fieldOf } from '../../../definition';
import type { CheckedObject } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';

/** A field of JSONPath is in a JSONata state, or vice versa. */
export const wrongQueryLanguage: Rule = {
  id: 'wrong-query-language',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ objects, states, language }) {
    for (const object of objects) yield* inObject(object);
    for (const { value, path } of states) {
      if (language !== 'JSONata' || value['QueryLanguage'] !== 'JSONPath') continue;
      yield {
        message: 'a state of a `JSONata` state machine cannot be `JSONPath`',
        path: [...path, 'QueryLanguage'],
        help: 'set the language state by state, or use JSONata here too',
      };
    }
  },
};

function* inObject({ kind, value, path, language }: CheckedObject): Generator<Finding> {
  for (const name of Object.keys(value)) {
    const field = kind === undefined ? undefined : fieldOf(kind, name);
    if (field?.language === undefined || field.language === language) continue;
    const message = `\`${name}\` is a field of ${field.language}, and this state is ${language}`;
    yield { message, path: [...path, name], at: 'key', help: helpFor(field, language, path), isWhole: true };
  }
}

function helpFor({ counterpart, language: other }: Field, language: string, path: FieldPath): string {
  const help =
    counterpart === undefined
      ? `set \`QueryLanguage: ${other}\` in this state to use it`
      : `in ${language} it is \`${counterpart}\``;
  const isInner = path.length > 2 && path.filter((step) => step === 'States').length > 1;
  return `${help}${isInner && other === 'JSONata' ? '; inner states do not inherit the language of their Map or Parallel' : ''}`;
}
