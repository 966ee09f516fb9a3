import { isJsonObject, type Json } from '../../definition';

/** A value as Java prints it, which is what States.Format fills in: `{a=1, b=[x, null]}`, strings without quotes. */
export function javaText(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(javaText).join(', ')}]`;
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(([name, member]) => `${name}=${javaText(member)}`);
    return `{${members.join(', ')}}`;
  }
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** Integers have no point; fractions are written as Double.toString does: with an exponent below 0.001 and from 10,000,000 on. */
function numberText(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) ? size < 1e21 : size >= 1e-3 && size < 1e7) return String(value);
  const [digits = '', exponent] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
