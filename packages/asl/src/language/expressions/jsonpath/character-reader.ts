/** A syntax error in a string; `problem` names the mistake and its character. */
export class TextSyntaxError extends Error {
  constructor(
    text: string,
    what: string,
    readonly problem: string,
  ) {
    super(`\`${text}\` is not ${what}: ${problem}`);
  }
}

/**
 * Reads a string from left to right; every message names the position of the mistake. Guards that `at` never leaves the
 * string.
 */
export class CharacterReader {
  private position = 0;

  constructor(
    readonly text: string,
    private readonly what: string,
  ) {}

  /** How many UTF-16 units have been read. */
  get at(): number {
    return this.position;
  }

  /** Whether everything is read. */
  get isDone(): boolean {
    return this.position >= this.text.length;
  }

  /** The next character, or '' at the end. */
  peek(): string {
    return this.text.charAt(this.position);
  }

  /** Reads `expected` if it is next. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.position)) return false;
    this.position += expected.length;
    return true;
  }

  /** Reads what a sticky regular expression matches here; undefined without a match. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  /** Reads `expected` or throws. */
  expect(expected: string): void {
    if (!this.take(expected)) this.fail(`\`${expected}\` is missing`);
  }

  skipBlanks(): void {
    while (/\s/.test(this.peek())) this.position++;
  }

  /** Reads to the closing quote; `\` escapes the next character, with \n, \r, \t, \b, \f, \uXXXX as in JSON. */
  quoted(quote: string): string {
    this.expect(quote);
    let value = '';
    while (!this.isDone) {
      if (this.take(quote)) return value;
      value += this.take('\\') ? this.escape() : this.character();
    }
    return this.fail(`the closing ${quote} is missing`);
  }

  /**
   * Reads a name to the closing quote: `\` escapes a quote or another `\`, and is an ordinary character before anything
   * else.
   */
  quotedName(quote: string): string {
    this.expect(quote);
    let name = '';
    while (!this.isDone) {
      if (this.take(quote)) return name;
      const isEscape = this.text.startsWith(`\\${quote}`, this.position) || this.text.startsWith('\\\\', this.position);
      if (isEscape) this.position++;
      name += this.character();
    }
    return this.fail(`the closing ${quote} is missing`);
  }

  /** Throws an error that names the text and the position. */
  fail(problem: string): never {
    throw new TextSyntaxError(this.text, this.what, `${problem} at character ${this.position + 1}`);
  }

  private character(): string {
    return this.text.charAt(this.position++);
  }

  private escape(): string {
    const code = this.match(/u[0-9a-fA-F]{4}/y);
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    const character = this.character();
    return escapes[character] ?? character;
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
