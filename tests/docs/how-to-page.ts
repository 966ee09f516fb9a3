import { type Page, pages } from './page';

/** A page of docs/how-to, with the files that it lists as hand-written and as generated. */
export interface HowToPage extends Page {
  /** `add-a-function` */
  readonly name: string;
  readonly handWritten: readonly string[];
  readonly generated: readonly string[];
}

/** Every page of docs/how-to but the table of contents. */
export function howToPages(): readonly HowToPage[] {
  return pages().flatMap((page) => {
    const name = /^docs\/how-to\/([\w-]+)\.md$/.exec(page.path)?.[1];
    if (name === undefined || name === 'README') return [];
    const { markdown } = page;
    return [
      { ...page, name, handWritten: listed(markdown, 'Written by hand'), generated: listed(markdown, 'Generated') },
    ];
  });
}

function listed(markdown: string, heading: string): string[] {
  const [, list = ''] = new RegExp(`^${heading}[^\\n]*:\\n\\n((?:[-|].*\\n)+)`, 'm').exec(markdown) ?? [];
  return [...list.matchAll(/^- `([^`]+)`/gm)].map(([, file = '']) => file);
}
