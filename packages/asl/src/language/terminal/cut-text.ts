/** Returns text of at most so many characters; a cut is marked by `…`, which counts as one of them. */
export function cutText(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, Math.max(0, length - 1)).join('')}…`;
}

/**
 * Cuts a long text for a person who reads all of it: marks the cut and names the length of the rest. `where`: what has
 * the rest.
 */
export function cutLongText(text: string, length: number, where: string): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  return `${characters.slice(0, length).join('')}… (${characters.length} characters in all: ${where})`;
}
