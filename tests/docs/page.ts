import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownFiles, root } from '../papers/markdown-files';
import { type FencedBlock, fencedBlocks } from './fenced-blocks';

/** When the commands of a block are run: in `npm test`, in `npm run docs`, or never, because they need what a test does not have. */
export type CommandClass = 'quick' | 'slow' | Need;
export type Need = (typeof needs)[number];
export const needs = ['aws', 'terraform', 'registry', 'model'] as const;

/** What a reader does or sees in a block of a page, in order. */
export type Instruction = { readonly line: number } & (
  | { readonly kind: 'file'; readonly file: string; readonly text: string }
  | { readonly kind: 'change'; readonly file: string; readonly hunks: readonly Hunk[] }
  | { readonly kind: 'run'; readonly command: string; readonly output: readonly string[]; readonly class: CommandClass }
  | { readonly kind: 'mention'; readonly commands: string }
  | { readonly kind: 'parse'; readonly language: string; readonly text: string }
  | { readonly kind: 'drawing' }
  | { readonly kind: 'unknown'; readonly fence: string }
);

/** Lines that are replaced, with lines around them by which the place is found. */
export interface Hunk {
  readonly before: string;
  readonly after: string;
}

/** A page of the documentation. */
export interface Page {
  /** `docs/how-to/add-a-function.md` */
  readonly path: string;
  readonly markdown: string;
  /** The path of the page that has to be followed first. */
  readonly startsAfter: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** Pages whose blocks other tests compare: each rule's output, and the whole generated page. */
const testedElsewhere = ['docs/diagnostics.md', 'docs/cost.md'];

/** Every page with commands and their output: README, CONTRIBUTING and the others at the root, docs/, and the README of each package. */
export function pages(): readonly Page[] {
  return markdownFiles()
    .map(({ path }) => path)
    .filter((path) => !path.startsWith('.github') && !testedElsewhere.includes(path))
    .map((path) => readPage(path, readFileSync(join(root, path), 'utf8')));
}

/** Reads the page at a path from its text. */
export function readPage(path: string, markdown: string): Page {
  const before = /begins where \[[^\]]*\]\(([\w-]+\.md)\) ends/.exec(markdown)?.[1];
  return {
    path,
    markdown,
    startsAfter: before === undefined ? undefined : join(path, '..', before),
    instructions: fencedBlocks(markdown).flatMap((block) => instructionsOf(block)),
  };
}

function instructionsOf({ line, language, info, text }: FencedBlock): readonly Instruction[] {
  if (language === 'console') {
    const commandClass = commandClassOf(info);
    return commandClass === undefined ? [unknown(line, language, info)] : commandsOf(line, text, commandClass);
  }
  if (isPath(info)) {
    if (language !== 'diff') return [{ line, kind: 'file', file: info, text }];
    return [{ line, kind: 'change', file: info, hunks: text.split(/^@@\n/m).map(hunkOf) }];
  }
  if (language === 'sh' && info === '') return [{ line, kind: 'mention', commands: text }];
  if (['yaml', 'json', 'ts', 'csv'].includes(language)) return [{ line, kind: 'parse', language, text }];
  if (language === 'mermaid' || (language === 'text' && info === 'drawing')) return [{ line, kind: 'drawing' }];
  return [unknown(line, language, info)];
}

function unknown(line: number, language: string, info: string): Instruction {
  return { line, kind: 'unknown', fence: `${language} ${info}`.trim() };
}

function commandClassOf(info: string): CommandClass | undefined {
  if (info === '') return 'quick';
  return info === 'slow' ? 'slow' : needs.find((need) => need === info);
}

/** Whether the words after a language are the file that the block is, or is a part of. */
function isPath(info: string): boolean {
  return /^\S+\.\w+$/.test(info);
}

/** `$ command`, then what it prints; a line `…` is any lines. A command continues in the next line after a `\` or in an open quote. */
function commandsOf(line: number, text: string, commandClass: CommandClass): readonly Instruction[] {
  const [heading = '', ...sections] = text.split(/^\$ /m);
  if (heading !== '' || sections.length === 0) return [unknown(line, 'console', 'without a command')];
  let next = line + 1;
  return sections.map((section) => {
    const output = section.trimEnd().split('\n');
    let command = output.shift() ?? '';
    while (isOpen(command) && output.length > 0) command += `\n${output.shift()}`;
    const instruction: Instruction = { line: next, kind: 'run', command, output, class: commandClass };
    next += section.split('\n').length - 1;
    return instruction;
  });
}

function isOpen(command: string): boolean {
  return command.endsWith('\\') || command.split("'").length % 2 === 0;
}

function hunkOf(text: string): Hunk {
  const lines = text.split('\n').slice(0, -1);
  const side = (sign: string) =>
    lines
      .filter((line) => !line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  return { before: side('+'), after: side('-') };
}
