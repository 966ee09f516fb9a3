import type { Json } from '../../asl/definition';
import { compileJsonataTemplate, compileJsonPath, StatesError } from '../../asl/expressions';
import type { StateView } from '../states/state-view';
import { inField } from './in-field';

/** The value of a field that holds a number; undefined where the state does not have it. */
export type NumberField = (view: StateView) => number | undefined;

/** A field that holds a number, an expression (JSONata), or whose `…Path` twin names where one stands (JSONPath). */
export function compileNumberField(
  fields: object,
  name: string,
  type: 'integer' | 'number' = 'integer',
): NumberField | undefined {
  const { [name]: value, [`${name}Path`]: path } = fields as Readonly<Record<string, Json | undefined>>;
  if (typeof path === 'string') return inField(`${name}Path`, () => fromPath(path, `${name}Path`, type));
  if (value === undefined) return undefined;
  if (typeof value === 'number') return () => value;
  const template = inField(name, () => compileJsonataTemplate(value, name, type));
  return (view) => template.evaluate(view.jsonata()) as number;
}

function fromPath(path: string, field: string, type: 'integer' | 'number'): NumberField {
  const compiled = compileJsonPath(path);
  return (view) => {
    const value = compiled.read(view.input, view.context, view.variables);
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && (type === 'number' || Number.isInteger(number))) return number;
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    throw new StatesError(
      'States.Runtime',
      `The ${field} field refers to value "${shown}" which is not a valid ${type === 'integer' ? 'integer' : 'float'}: ${path}`,
    );
  };
}
