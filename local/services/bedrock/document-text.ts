import type { ConverseRequest } from './converse-shapes';

/**
 * The text of the document that the messages carry: what stands between the fence line `<<<…` and its counterpart `>>>…` with the same
 * words; without a fence, all that the user says. A closing line with other words belongs to the document.
 */
export function documentTextOf(request: ConverseRequest): string {
  const said = request.messages
    .filter((message) => message.role === 'user')
    .flatMap((message) => message.content.flatMap((block) => ('text' in block ? [block.text] : [])));
  const fenced = said.map(insideFence).filter((text) => text !== undefined);
  return fenced.length > 0 ? fenced.join('\f') : said.join('\n');
}

/**
 * Whether the request itself, outside every fence, says that what stands inside has been read in parts already: only then is JSON in
 * there taken for readings, since a document may hold the like.
 */
export function asksToMerge(request: ConverseRequest): boolean {
  return request.messages
    .filter((message) => message.role === 'user')
    .flatMap((message) => message.content.flatMap((block) => ('text' in block ? [block.text] : [])))
    .some((text) => /\bhas \d+ parts\b/u.test(text.split(/^<<<[^\n]*$/mu)[0] ?? ''));
}

/** What stands between the first fence line `<<<…` and its counterpart `>>>…` with the same words; undefined where there is no fence. */
export function insideFence(text: string): string | undefined {
  const opening = /^<<<[^\n]*$/mu.exec(text);
  if (opening === null) return undefined;
  const start = opening.index + opening[0].length + 1;
  const end = text.lastIndexOf(`\n>>>${opening[0].slice(3)}`);
  return text.slice(start, end < start - 1 ? text.length : end);
}
