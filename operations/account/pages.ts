import type { Shape } from '@document-pipelines/local-aws/services';

/** Requests page after page and returns all items. `next` returns the members that request the following page, or undefined at the end. */
export async function allPages<Item>(
  ask: (from: Shape) => Promise<Shape>,
  itemsOf: (answer: Shape) => unknown,
  next: (answer: Shape) => Shape | undefined,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const answer of pagesOf(ask, next))
    for (const item of (itemsOf(answer) ?? []) as readonly Item[]) items.push(item);
  return items;
}

/** Yields page after page. */
export async function* pagesOf(
  ask: (from: Shape) => Promise<Shape>,
  next: (answer: Shape) => Shape | undefined,
): AsyncGenerator<Shape> {
  for (let from: Shape | undefined = {}; from !== undefined; ) {
    const answer = await ask(from);
    yield answer;
    from = next(answer);
  }
}

/** Returns the members of a page that request the next one, renamed; undefined if the first of them is absent. */
export function follow(answer: Shape, members: Readonly<Record<string, string>>): Shape | undefined {
  const found = Object.entries(members).filter(([, told]) => answer[told] !== undefined && answer[told] !== null);
  return found.length === 0 ? undefined : Object.fromEntries(found.map(([asked, told]) => [asked, answer[told]]));
}
