/** An exact decimal number: digits / 10^scale. Money is never a float. */
export interface Decimal {
  readonly digits: bigint;
  /** Digits after the decimal point. */
  readonly scale: number;
}

/** Zero. */
export const zero: Decimal = { digits: 0n, scale: 0 };

/** Reads `-1234.56`: a point, no grouping. Throws on anything else. */
export function decimal(text: string): Decimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new Error(`a decimal looks like -1234.56, this is: ${text}`);
  const [, sign, whole = '0', fraction = ''] = match;
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length };
}

/** Writes a decimal with at least `minScale` digits after the point; more only if they are not zeros. */
export function formatDecimal(value: Decimal, minScale = 0): string {
  const { digits, scale } = trimZeros(value, minScale);
  const text = absolute(digits)
    .toString()
    .padStart(scale + 1, '0');
  const fraction = scale === 0 ? '' : `.${text.slice(-scale)}`;
  return `${digits < 0n ? '-' : ''}${scale === 0 ? text : text.slice(0, -scale)}${fraction}`;
}

/** a + b */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: digitsAt(a, scale) + digitsAt(b, scale), scale };
}

/** a − b */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, { digits: -b.digits, scale: b.scale });
}

/** a × b */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** Below, at or above zero as a is below, at or above b. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const { digits } = subtractDecimals(a, b);
  return digits < 0n ? -1 : digits > 0n ? 1 : 0;
}

/** |a − b| */
export function distance(a: Decimal, b: Decimal): Decimal {
  const { digits, scale } = subtractDecimals(a, b);
  return { digits: absolute(digits), scale };
}

/** Rounds half away from zero to `scale` digits after the point; a shorter number gets zeros. */
export function roundDecimal(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return { digits: digitsAt(value, scale), scale };
  const divisor = 10n ** BigInt(value.scale - scale);
  const half = divisor / 2n;
  const magnitude = (absolute(value.digits) + half) / divisor;
  return { digits: value.digits < 0n ? -magnitude : magnitude, scale };
}

function digitsAt({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}

function trimZeros(value: Decimal, minScale: number): Decimal {
  let { digits, scale } = value.scale < minScale ? roundDecimal(value, minScale) : value;
  while (scale > minScale && digits % 10n === 0n) {
    digits /= 10n;
    scale -= 1;
  }
  return { digits, scale };
}

function absolute(digits: bigint): bigint {
  return digits < 0n ? -digits : digits;
}
