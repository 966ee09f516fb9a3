import { visibleText } from '../../../asl/terminal';

/** A piece of a page that is safe as it is. Only {@link html} and {@link joined} make one, so that nothing gets onto a page unescaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[];

/** Markup with values, which are escaped. Characters that would mislead a reader are shown by their numbers. */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(markup.map((text, index) => text + (index < parts.length ? textOf(parts[index]!) : '')).join(''));
}

/** Pieces one after another. */
export function joined(pieces: readonly Html[]): Html {
  return new Html(pieces.map(({ text }) => text).join('\n'));
}

function textOf(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return joined(part).text;
  return visibleText(String(part)).replace(/[&<>"']/gu, (character) => entities[character]!);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
