import { type JsonScanner, JsonSyntaxError, shortenText } from './json-scanner';

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Reads a string, which starts here with its quote; one in single quotes is a problem with an obvious meaning. */
export function readString(scanner: JsonScanner): string {
  const start = scanner.at;
  const quote = scanner.text.charAt(start);
  scanner.skip();
  let value = '';
  for (;;) {
    value += scanner.match(quote === '"' ? /[^"\\\u0000-\u001f]*/y : /[^'\\\u0000-\u001f]*/y) ?? '';
    const next = scanner.text.charAt(scanner.at);
    if (next === quote) break;
    if (next === '\\') value += readEscape(scanner);
    else if (next === '' || next === '\n' || next === '\r') throw unclosedString(scanner, start);
    else value += readControlCharacter(scanner);
  }
  scanner.skip();
  if (quote === "'") readSingleQuoted(scanner, { start, value });
  return value;
}

function readEscape(scanner: JsonScanner): string {
  const start = scanner.at;
  const unicode = scanner.match(/\\u[0-9a-fA-F]{4}/y);
  if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode.slice(2), 16));
  const written = scanner.match(/\\(?:u[0-9a-fA-F]{0,3}|[^\r\n]|)/uy) ?? '\\';
  const value = escapes[written.slice(1)];
  if (value !== undefined) return value;
  const help = 'write `\\\\` for a backslash';
  scanner.problems.push({ message: `\`${written}\` is not an escape of JSON`, range: [start, scanner.at], help });
  return '';
}

function readControlCharacter(scanner: JsonScanner): string {
  const start = scanner.at;
  const found = scanner.text.charAt(start);
  scanner.skip();
  const escaped = found === '\t' ? '\\t' : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  scanner.problems.push({
    message: `${found === '\t' ? 'a tab' : 'a control character'} in a string must be escaped`,
    range: [start, scanner.at],
    help: `write \`${escaped}\``,
    replacement: escaped,
  });
  return found;
}

function unclosedString({ text }: JsonScanner, start: number): JsonSyntaxError {
  const quote = text.charAt(start);
  return new JsonSyntaxError({
    ruleId: 'unclosed-quote',
    message: `the quote \`${quote}\` that opens here is not closed on its line`,
    range: [start, start + 1],
    help: 'close it; a line break in a string is `\\n`',
  });
}

function readSingleQuoted(
  scanner: JsonScanner,
  { start, value }: { readonly start: number; readonly value: string },
): void {
  const written = scanner.text.slice(start, scanner.at);
  const replacement = JSON.stringify(value);
  scanner.problems.push({
    message: `a JSON string has double quotes, found \`${shortenText(written)}\``,
    range: [start, scanner.at],
    help: `write \`${shortenText(replacement)}\``,
    replacement,
  });
}
