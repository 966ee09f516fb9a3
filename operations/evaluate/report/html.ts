import { visibleText } from '@document-pipelines/asl/terminal';

/** A piece of a page that is safe as it is. Only {@link html} and {@link joinHtml} create one, so every value on a page is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[];

/** Markup with values, which are escaped. Characters that would mislead a reader are shown by their numbers. */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(markup.flatMap((text, index) => [text, ...parts.slice(index, index + 1).map(textOf)]).join(''));
}

/** Pieces one after another. */
export function joinHtml(pieces: readonly Html[]): Html {
  return new Html(pieces.map(({ text }) => text).join('\n'));
}

function textOf(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return joinHtml(part).text;
  return entities.reduce((text, [character, entity]) => text.replaceAll(character, entity), visibleText(String(part)));
}

/** The sign that begins an entity comes first. */
const entities = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
] as const;
