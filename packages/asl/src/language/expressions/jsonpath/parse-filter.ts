import type { Json } from '../../definition';
import type { CharacterReader } from './character-reader';
import type { Filter, FilterOperand } from './json-path-syntax';
import { parseSteps } from './parse-json-path';

const maxDepth = 64;

/** Parses the content of `[?( … )]`: comparisons joined by `&&`, `||`, `!` and parentheses. Throws Error. */
export function parseFilter(reader: CharacterReader, depth = 0): Filter {
  if (depth > maxDepth) reader.fail(`more than ${maxDepth} parentheses stand inside one another`);
  return parseChain(reader, 'or', () => parseChain(reader, 'and', () => parseTerm(reader, depth)));
}

function parseChain(reader: CharacterReader, kind: 'and' | 'or', parsePart: () => Filter): Filter {
  const first = parsePart();
  const parts = [first];
  reader.skipBlanks();
  while (reader.take(kind === 'and' ? '&&' : '||')) {
    parts.push(parsePart());
    reader.skipBlanks();
  }
  return parts.length === 1 ? first : { kind, parts };
}

function parseTerm(reader: CharacterReader, depth: number): Filter {
  reader.skipBlanks();
  if (depth > maxDepth) reader.fail(`more than ${maxDepth} negations stand inside one another`);
  if (reader.take('!')) return { kind: 'not', part: parseTerm(reader, depth + 1) };
  if (reader.take('(')) {
    const filter = parseFilter(reader, depth + 1);
    reader.skipBlanks();
    reader.expect(')');
    return filter;
  }
  return parseComparison(reader);
}

function parseComparison(reader: CharacterReader): Filter {
  const left = parseOperand(reader);
  reader.skipBlanks();
  const operator = reader.match(
    /===|!==|==|!=|<=|>=|=~|<|>|(?:in|nin|subsetof|anyof|noneof|contains|all|size|empty|type)(?=[\s[('"]|$)/iy,
  );
  if (operator !== undefined)
    return { kind: 'compare', left, operator: operator.toLowerCase(), right: parseRightOperand(reader) };
  if (left.kind === 'path') return { kind: 'exists', path: left };
  return { kind: 'compare', left, operator: '==', right: { kind: 'literal', value: true } };
}

/** AWS accepts a word without quotes here (`[?(@.Name==Total)]`, in deployed definitions): it is a string. */
function parseRightOperand(reader: CharacterReader): FilterOperand {
  reader.skipBlanks();
  const word = reader.match(/(?!(?:true|false|null)\b)[A-Za-z_][\w-]*/y);
  return word === undefined ? parseOperand(reader) : { kind: 'literal', value: word };
}

function parseOperand(reader: CharacterReader): FilterOperand {
  reader.skipBlanks();
  if (reader.take('@')) return { kind: 'path', from: 'item', steps: parseSteps(reader) };
  if (reader.take('$')) return { kind: 'path', from: 'root', steps: parseSteps(reader) };
  if (reader.peek() === '/') return parsePattern(reader);
  return { kind: 'literal', value: parseLiteral(reader) };
}

function parsePattern(reader: CharacterReader): FilterOperand {
  const text = reader.match(/\/(?:\\.|[^/\\])+\/[a-zA-Z]*/y) ?? reader.fail('a regular expression is not closed');
  const end = text.lastIndexOf('/');
  const flags = text.slice(end + 1).replace(/[^imsu]/g, '');
  return { kind: 'pattern', source: text.slice(1, end), flags };
}

function parseLiteral(reader: CharacterReader): Json {
  const character = reader.peek();
  if (character === "'" || character === '"') return reader.quoted(character);
  if (character === '[') return parseArray(reader);
  const word = reader.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
  return word === undefined
    ? reader.fail('a path, a literal or a regular expression is missing')
    : (JSON.parse(word) as Json);
}

function parseArray(reader: CharacterReader): Json {
  const items: Json[] = [];
  reader.expect('[');
  reader.skipBlanks();
  if (reader.take(']')) return items;
  do {
    reader.skipBlanks();
    items.push(parseLiteral(reader));
    reader.skipBlanks();
  } while (reader.take(','));
  reader.expect(']');
  return items;
}
