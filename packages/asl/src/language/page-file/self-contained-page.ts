import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { escapeMarkup, type Theme } from '../graph';

const mostPlain = 1_000_000;

/** The parts of a page that is one file. */
export interface PageParts {
  readonly title: string;
  readonly comment?: string | undefined;
  readonly theme: Theme;
  readonly style: string;
  readonly script: string;
  /** JSON that the script reads from the element `data`. */
  readonly data: unknown;
  /** Markup without text of others. */
  readonly body: string;
}

/**
 * Returns a page that loads nothing: its policy allows this very script and style by their hashes, and nothing else. The data may hold any
 * text: `<` is written as `\u003c`, so that it ends no element.
 */
export function selfContainedPage({ title, comment, theme, style, script, data, body }: PageParts): string {
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="color-scheme" content="${theme === 'auto' ? 'light dark' : theme}">`,
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${style}</style>`,
    `<header><h1>${escapeMarkup(title)}</h1>${comment === undefined ? '' : `<p>${escapeMarkup(comment)}</p>`}</header>`,
    body,
    dataElement(JSON.stringify(data)),
    `<script>${script}</script>`,
    '</html>',
    '',
  ].join('\n');
}

/** More than a megabyte is compressed; the page decompresses it. */
function dataElement(json: string): string {
  if (json.length <= mostPlain)
    return `<script type="application/json" id="data">${json.replaceAll('<', '\\u003c')}</script>`;
  return `<script type="application/gzip" id="data">${gzipSync(json, { level: 9 }).toString('base64')}</script>`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
