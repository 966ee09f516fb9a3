import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { documentFieldKinds } from '../../functions/review-decision/document-fields';

const definition: unknown = parse(
  readFileSync(join(__dirname, '..', '..', 'definitions', 'document-pipeline.asl.yaml'), 'utf8'),
  { merge: true, maxAliasCount: -1 },
);

/** The schema of `fields` in every tool named record_document. */
function fieldSchemas(value: unknown): Readonly<Record<string, { readonly type: string }>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const { Name: name, InputSchema: schema } = value as { Name?: unknown; InputSchema?: never };
  if (name === 'record_document' && schema !== undefined) {
    const { properties } = (schema as { Json: { properties: { fields: { properties: never } } } }).Json;
    return [properties.fields.properties];
  }
  return Object.values(value).flatMap(fieldSchemas);
}

const kinds: Readonly<Record<string, string>> = { string: 'text', array: 'list', number: 'number', object: 'object' };

describe('the fields that a reviewer may correct', () => {
  it('are those that the model is asked for', () => {
    const schemas = fieldSchemas(definition);
    expect(schemas.length).toBeGreaterThan(0);
    for (const schema of schemas) {
      const asked = Object.entries(schema).map(([field, { type }]) => [field, kinds[type]]);
      expect(Object.fromEntries(asked)).toEqual(documentFieldKinds);
    }
  });
});
