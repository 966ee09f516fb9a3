import type { Json } from '../../definition';
import { CharacterReader } from '../jsonpath/character-reader';

/** A parsed argument: a literal, a path or a nested call. `text` is what was written. */
export type IntrinsicSyntax =
  | { readonly kind: 'literal'; readonly text: string; readonly value: Json; readonly pieces?: readonly string[] }
  | { readonly kind: 'path'; readonly text: string }
  | {
      readonly kind: 'call';
      readonly text: string;
      readonly name: string;
      readonly arguments: readonly IntrinsicSyntax[];
    };

/** AWS's limit of nested functions. */
const maxNesting = 10;

/** Parses `States.Name(argument, …)`. Throws Error naming text and position. */
export function parseIntrinsic(text: string): IntrinsicSyntax & { kind: 'call' } {
  const reader = new CharacterReader(text, 'an intrinsic function call');
  const call = parseCall(reader, 1);
  reader.skipBlanks();
  if (!reader.isDone) reader.fail(`\`${reader.peek()}\` cannot stand`);
  return call;
}

function parseCall(reader: CharacterReader, depth: number): IntrinsicSyntax & { kind: 'call' } {
  if (depth > maxNesting) reader.fail(`more than ${maxNesting} functions stand inside one another`);
  const start = reader.at;
  const name =
    reader.match(/States\.[A-Za-z0-9]+/y) ?? reader.fail('a function name such as `States.Format` is missing');
  reader.skipBlanks();
  reader.expect('(');
  const parsed = parseArguments(reader, depth);
  return { kind: 'call', text: reader.text.slice(start, reader.at), name, arguments: parsed };
}

function parseArguments(reader: CharacterReader, depth: number): IntrinsicSyntax[] {
  const parsed: IntrinsicSyntax[] = [];
  reader.skipBlanks();
  if (reader.take(')')) return parsed;
  do {
    reader.skipBlanks();
    parsed.push(parseArgument(reader, depth));
    reader.skipBlanks();
  } while (reader.take(','));
  reader.expect(')');
  return parsed;
}

function parseArgument(reader: CharacterReader, depth: number): IntrinsicSyntax {
  const start = reader.at;
  const character = reader.peek();
  if (character === 'S') return parseCall(reader, depth + 1);
  if (character === '$') return { kind: 'path', text: takePath(reader) };
  if (character === "'") {
    const { value, pieces } = takeText(reader);
    return { kind: 'literal', text: reader.text.slice(start, reader.at), value, pieces };
  }
  const word =
    reader.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y) ?? reader.fail('an argument is missing');
  return { kind: 'literal', text: word, value: JSON.parse(word) as Json };
}

/** A path ends at a comma or a closing parenthesis outside of brackets and quotes. */
function takePath(reader: CharacterReader): string {
  const start = reader.at;
  while (reader.match(/[^,)[\s]+/y) !== undefined || (reader.peek() === '[' && takeBracket(reader))) {
    // each turn reads a stretch of names or one bracket
  }
  return reader.text.slice(start, reader.at);
}

function takeBracket(reader: CharacterReader): boolean {
  let depth = 0;
  do {
    const character = reader.peek();
    if (character === '') reader.fail('the closing `]` is missing');
    if (character === "'" || character === '"') reader.quoted(character);
    else reader.take(character);
    if (character === '[') depth++;
    if (character === ']') depth--;
  } while (depth > 0);
  return true;
}

/** Reads a string in single quotes, unescaped, and its pieces between unescaped `{}` that States.Format fills. */
function takeText(reader: CharacterReader): { value: string; pieces: string[] } {
  reader.expect("'");
  const pieces = [''];
  let value = '';
  while (!reader.take("'")) {
    if (reader.take('{}')) {
      value += '{}';
      pieces.push('');
      continue;
    }
    const piece = reader.match(/[^'\\{]+|\{|\\['\\{}]/y) ?? reader.fail(textProblem(reader));
    const plain = piece.length === 2 && piece.startsWith('\\') ? piece.slice(1) : piece;
    value += plain;
    pieces.push(pieces.pop() + plain);
  }
  return { value, pieces };
}

function textProblem(reader: CharacterReader): string {
  return reader.isDone ? "the closing ' is missing" : "only \\', \\\\, \\{ and \\} are escapes: another `\\`";
}
