import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aslObjects, fieldsOf, type ObjectKind } from '.';

const page = join(__dirname, '..', '..', '..', '..', '..', '..', 'docs', 'asl-support.md');
const kinds = Object.keys(aslObjects) as readonly ObjectKind[];

/** A row of the table in docs/asl-support.md: required fields are in bold. */
function rowOf(kind: ObjectKind): string {
  const { name, page: link, fields } = fieldsOf(kind);
  const listed = (language: string | undefined): string =>
    Object.entries(fields)
      .filter(([, field]) => field.language === language)
      .map(([field, { isRequired }]) => (isRequired ? `**${field}**` : field))
      .join(', ');
  return `| [${name.replace(/^an? /, '')}](${link}) | ${listed(undefined)} | ${listed('JSONPath')} | ${listed('JSONata')} |`;
}

describe('the table of fields', () => {
  it('is the one in docs/asl-support.md', () => {
    const text = readFileSync(page, 'utf8');
    expect(text).toContain(
      ['| | fields | JSONPath only | JSONata only |', '|---|---|---|---|', ...kinds.map(rowOf)].join('\n'),
    );
  });

  it.each(kinds)('names only fields of %s in its groups, only kinds in what its fields hold', (kind) => {
    const { fields, oneOf = [], atMostOneOf = [] } = fieldsOf(kind);
    for (const field of [...oneOf, ...atMostOneOf].flat()) expect(Object.keys(fields)).toContain(field);
    for (const { holds } of Object.values(fields)) if (holds !== undefined) expect(kinds).toContain(holds);
  });

  it.each(kinds)('has for each counterpart in %s a field of the other language', (kind) => {
    const { fields } = fieldsOf(kind);
    for (const { counterpart, language } of Object.values(fields)) {
      if (counterpart === undefined) continue;
      // `InputPath` has no field of its own in JSONata: use `Arguments` to select the input, in states that have it.
      if (counterpart === 'Arguments' && fields['Arguments'] === undefined) continue;
      expect(fields[counterpart]).toBeDefined();
      expect(fields[counterpart]?.language).not.toBe(language);
    }
  });
});
