/** Returns text of at most so many characters; a cut is marked by `…`, which counts as one of them. */
export function cutText(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
