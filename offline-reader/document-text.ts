import { type ConverseRequest, insideFence } from '@document-pipelines/local-aws/services/bedrock';

/**
 * Returns the text of the document in the messages: what is between the fence line `<<<…` and its counterpart `>>>…` with the same
 * words; without a fence, all text of the user. A closing line with other words belongs to the document.
 */
export function documentTextOf(request: ConverseRequest): string {
  const said = request.messages
    .filter((message) => message.role === 'user')
    .flatMap((message) => message.content.flatMap((block) => ('text' in block ? [block.text] : [])));
  const fenced = said.map(insideFence).filter((text) => text !== undefined);
  return fenced.length > 0 ? fenced.join('\f') : said.join('\n');
}

/**
 * Whether the request itself, outside every fence, states that the fence contains readings of parts. Only then is JSON in it used as
 * readings, since a document may contain similar JSON.
 */
export function asksToMerge(request: ConverseRequest): boolean {
  return request.messages
    .filter((message) => message.role === 'user')
    .flatMap((message) => message.content.flatMap((block) => ('text' in block ? [block.text] : [])))
    .some((text) => /\bhas \d+ parts\b/u.test(text.split(/^<<<[^\n]*$/mu)[0] ?? ''));
}
