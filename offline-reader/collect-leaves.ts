import { type Property, propertyOf, type ToolSchema } from './schema';

/** How a property of the schema is filled in. */
export type LeafRole = 'choice' | 'confidence' | 'summary' | 'documents' | 'table' | 'list' | 'boolean' | 'value';

/** A property of the schema that holds a value, at any depth. */
export interface Leaf {
  readonly path: string;
  readonly role: LeafRole;
  readonly property: Property;
  readonly isRequired: boolean;
  /** For tables: what each column may be called. */
  readonly columns: readonly Property[];
}

/** Lists what a schema asks for. Inside a person or firm, `name` is asked for as `supplier name`. */
export function collectLeaves(schema: ToolSchema, path = '', owner = ''): Leaf[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const innerPath = `${path}/${name}`;
    if (inner.properties !== undefined) {
      const isOwner = propertyOf(name, {}).kind === 'party';
      return collectLeaves(inner, innerPath, isOwner ? name : owner);
    }
    const property = propertyOf(owner === '' ? name : `${owner}_${name}`, inner);
    const isRequired = schema.required?.includes(name) ?? false;
    return [{ path: innerPath, role: roleOf(property), property, isRequired, columns: columnsOf(inner) }];
  });
}

function columnsOf(schema: ToolSchema): Property[] {
  return Object.entries(schema.items?.properties ?? {}).map(([name, inner]) => propertyOf(name, inner));
}

function roleOf({ name, kind, schema }: Property): LeafRole {
  if (name === 'documents' && schema.items?.properties !== undefined) return 'documents';
  if (schema.items?.properties !== undefined) return 'table';
  if (schema.type === 'array') return 'list';
  if (schema.type === 'boolean') return 'boolean';
  if (schema.enum !== undefined && kind !== 'currency') return 'choice';
  if (kind === 'confidence' && schema.type !== 'string') return 'confidence';
  return kind === 'summary' ? 'summary' : 'value';
}
