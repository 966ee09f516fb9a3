/** Bytes as base64, as they travel in JSON. */
export function toWire(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, toWire(item)]),
  );
}

/** Attribute values `{B: base64}` and `{BS: [base64]}` as the SDK has them: bytes. Times are seconds on the wire. */
export function fromWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromWire);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) {
    const [type, item] = only;
    if (type === 'B' && typeof item === 'string') return { B: bytes(item) };
    if (type === 'BS' && Array.isArray(item)) return { BS: item.map((text) => bytes(String(text))) };
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, fromWire(item)]));
}

function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
