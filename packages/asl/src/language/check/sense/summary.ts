const mostNames = 5;

/** `1 Task has`, `3 Tasks have` */
export function countOf(items: readonly unknown[], one: string, several: string): string {
  return `${items.length} ${items.length === 1 ? one : several}`;
}

/** The names of states as a message lists them, not more than five. */
export function namesOf(states: readonly { readonly name: string }[]): string {
  const names = [...new Set(states.map(({ name }) => `\`${name}\``))];
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(', ')} and ${more} more` : names.join(', ');
}
