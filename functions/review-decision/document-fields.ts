/** The type of a value, as JSON has it. */
export type FieldKind = 'text' | 'number' | 'true or false' | 'list' | 'object' | 'null';

/**
 * The fields that the document pipeline's model is asked for, so that a reviewer may add one that it did not find. A test holds them
 * equal to the tool's schema in the definition.
 */
export const documentFieldKinds: Readonly<Record<string, FieldKind>> = {
  title: 'text',
  invoiceNumber: 'text',
  invoiceDate: 'text',
  dueDate: 'text',
  supplierName: 'text',
  customerName: 'text',
  currency: 'text',
  lineItems: 'list',
  subtotal: 'text',
  discount: 'text',
  shipping: 'text',
  tax: 'text',
  taxRate: 'text',
  total: 'text',
};

/** Returns the type of a JSON value. */
export function kindOf(value: unknown): FieldKind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  return kinds[typeof value] ?? 'object';
}

const kinds: Readonly<Record<string, FieldKind>> = { string: 'text', number: 'number', boolean: 'true or false' };
