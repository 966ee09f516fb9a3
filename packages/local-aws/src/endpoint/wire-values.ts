/** A value as it travels in JSON: bytes as base64, times as epoch seconds, absent members left out. */
export function toJsonValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toJsonValue);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toJsonValue(member)]));
}

/** Converts the base64 strings of certain members to bytes, as the SDK uses them. */
export function withBytes(value: unknown, isBytes: (name: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => withBytes(item, isBytes));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => {
    const decoded =
      typeof member === 'string' && isBytes(name)
        ? new Uint8Array(Buffer.from(member, 'base64'))
        : withBytes(member, isBytes);
    return [name, decoded];
  });
  return Object.fromEntries(members);
}
