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
 * Returns the lines of UTF-8 that comes in chunks, cut anywhere, also inside a character; a byte order mark is left
 * out. Only the current line is kept in memory. See {@link linesOf}.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let line: string[] = [];
  for await (const chunk of chunks) {
    const [rest = '', ...next] = decoder.decode(chunk, { stream: true }).split('\n');
    line.push(rest);
    for (const start of next) {
      yield withoutReturn(line.join(''));
      line = [start];
    }
  }
  line.push(decoder.decode());
  const last = line.join('');
  if (last !== '') yield last;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
