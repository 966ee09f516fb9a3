/** Returns the text between the first fence line `<<<…` and its counterpart `>>>…` with the same words; undefined without a fence. */
export function insideFence(text: string): string | undefined {
  const opening = /^<<<[^\n]*$/mu.exec(text);
  if (opening === null) return undefined;
  const start = opening.index + opening[0].length + 1;
  const end = text.lastIndexOf(`\n>>>${opening[0].slice(3)}`);
  return text.slice(start, end < start - 1 ? text.length : end);
}
