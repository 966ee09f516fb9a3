/**
 * Returns the lines of a text. A line ends at LF or CR LF only: a lone CR, U+0085, U+2028 and U+2029 are characters of
 * a line, as in JSON. A last line without an end counts; after a last end there is no further line. node:readline
 * splits at U+2028 from Node 24 on.
 */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/**
 * Returns the lines of a text that comes in pieces, cut anywhere; only the current line is kept in memory. See {@link
 * linesOf}.
 */
export async function* readLines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let line: string[] = [];
  for await (const piece of pieces) {
    const [rest = '', ...next] = piece.split('\n');
    line.push(rest);
    for (const start of next) {
      yield withoutReturn(line.join(''));
      line = [start];
    }
  }
  const last = line.join('');
  if (last !== '') yield last;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
