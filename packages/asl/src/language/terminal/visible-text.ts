/**
 * What a terminal interprets, and what makes text look like other text: control characters (C0, DEL, C1), halves of a
 * surrogate pair, line separators, and characters without a form of their own: overrides of the writing direction,
 * invisible characters, tags. Variation selectors stay.
 */
const misleading =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufff9-\ufffb]|(?![\u200c\u200d]|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu;

/** Joiners form letters of some scripts and pictures of several; anywhere else they are invisible. */
const strayJoiner =
  /(?<![\p{M}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text as one line that a terminal only prints: characters that it would interpret, or that would mislead, are written
 * as `\n` or `\u{202e}`.
 */
export function visibleText(text: string): string {
  return text.replace(misleading, escapeCharacter).replace(strayJoiner, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return short[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/** JSON in which the same characters are escaped as JSON escapes them; its value is unchanged. */
export function visibleJson(json: string): string {
  // Outside strings JSON holds no such character but the line breaks and tabs of its own layout.
  const escapeOne = (character: string): string => (isLayout(character) ? character : escapeForJson(character));
  return json.replace(misleading, escapeOne).replace(strayJoiner, escapeOne);
}

function isLayout(character: string): boolean {
  return character === '\n' || character === '\t' || character === '\r';
}

function escapeForJson(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
