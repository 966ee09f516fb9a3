/** A fenced block of a page. */
export interface FencedBlock {
  /** The line of its fence, from 1. */
  readonly line: number;
  /** The first word after the fence: '' without one. */
  readonly language: string;
  /** The words after the language. */
  readonly info: string;
  /** Its lines, each with its line end. */
  readonly text: string;
}

/** Returns the fenced blocks of a page, in order. */
export function fencedBlocks(markdown: string): readonly FencedBlock[] {
  const blocks = markdown.matchAll(/^( *)(`{3,}|~{3,})([^\s`]*) ?(.*)\n([\s\S]*?)^\1\2 *$/gm);
  return [...blocks].map(({ index, 1: indent = '', 3: language = '', 4: info = '', 5: text = '' }) => ({
    line: markdown.slice(0, index).split('\n').length,
    language,
    info,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}
