/**
 * Compiles a StringMatches pattern: `*` matches any characters, `\*` an asterisk and `\` a backslash. The match is
 * linear in pattern and string, so no pattern can block an execution. Throws Error on another escape.
 */
export function compileStringMatches(pattern: string): (text: string) => boolean {
  const pieces = cut(pattern);
  const [first = ''] = pieces;
  if (pieces.length === 1) return (text) => text === first;
  const last = pieces[pieces.length - 1] ?? '';
  const middle = pieces.slice(1, -1);
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const piece of middle) {
      const found = text.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return at <= text.length - last.length;
  };
}

function cut(pattern: string): string[] {
  const pieces = [''];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '*') pieces.push('');
    else if (character === '\\') pieces.push(pieces.pop() + escapeCharacter(pattern, ++at));
    else pieces.push(pieces.pop() + character);
  }
  return pieces;
}

function escapeCharacter(pattern: string, at: number): string {
  const character = pattern.charAt(at);
  if (character === '*' || character === '\\') return character;
  throw new Error(`\`${pattern}\` is not a StringMatches pattern: only \\* and \\\\ are escapes`);
}
