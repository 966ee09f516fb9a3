import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a page has its reader do, in order. */
export type Instruction =
  | { readonly kind: 'write'; readonly file: string; readonly text: string }
  | { readonly kind: 'change'; readonly file: string; readonly hunks: readonly Hunk[] }
  | { readonly kind: 'run'; readonly command: string; readonly output: readonly string[]; readonly isSlow: boolean };

/** Lines that are replaced, with lines around them by which the place is found. */
export interface Hunk {
  readonly before: string;
  readonly after: string;
}

/** A page of docs/how-to. */
export interface HowToPage {
  /** `add-a-function` */
  readonly name: string;
  /** The page that has to be followed first. */
  readonly startsAfter: string | undefined;
  readonly instructions: readonly Instruction[];
  /** The files that its list names as written by hand, and as generated. */
  readonly handWritten: readonly string[];
  readonly generated: readonly string[];
}

const folder = join(__dirname, '..', '..', 'docs', 'how-to');

/** Every page but the table of contents. */
export function howToPages(): readonly HowToPage[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
  return files.map((file) => readPage(file.slice(0, -'.md'.length)));
}

function readPage(name: string): HowToPage {
  const text = readFileSync(join(folder, `${name}.md`), 'utf8');
  const blocks = [...text.matchAll(/^(`{3,})(\w+) ?(.*)\n([\s\S]*?)^\1$/gm)];
  return {
    name,
    startsAfter: /begins where \[[^\]]*\]\(([\w-]+)\.md\) ends/.exec(text)?.[1],
    instructions: blocks.flatMap(([, , language = '', info = '', body = '']) => instructionsOf(language, info, body)),
    handWritten: filesListed(text, 'Written by hand'),
    generated: filesListed(text, 'Generated'),
  };
}

function instructionsOf(language: string, info: string, body: string): readonly Instruction[] {
  if (language === 'console') return commandsOf(body, info === 'slow');
  if (info === '') return [];
  if (language !== 'diff') return [{ kind: 'write', file: info, text: body }];
  return [{ kind: 'change', file: info, hunks: body.split(/^@@\n/m).map(hunkOf) }];
}

/** `$ command`, then what it prints; a line `…` stands for any lines. */
function commandsOf(body: string, isSlow: boolean): readonly Instruction[] {
  const sections = body.split(/^\$ /m).slice(1);
  return sections.map((section) => {
    const [command = '', ...output] = section.trimEnd().split('\n');
    return { kind: 'run', command, output, isSlow };
  });
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

function filesListed(text: string, heading: string): string[] {
  const [, list = ''] = new RegExp(`^${heading}[^\\n]*:\\n\\n((?:[-|].*\\n)+)`, 'm').exec(text) ?? [];
  return [...list.matchAll(/^- `([^`]+)`/gm)].map(([, file = '']) => file);
}
