import type { Diagnostic, RuleId } from '../../diagnostics';
import type { spansOf } from '../parsed-definition';
import type { TextRange } from '../placed-value';

/** A mistake in a JSON text; `replacement` replaces the range if there is one sure correction. */
export interface JsonProblem {
  readonly message: string;
  readonly range: TextRange;
  readonly ruleId?: RuleId;
  readonly help?: string;
  readonly replacement?: string;
}

/** Thrown if the rest of the text cannot be parsed. */
export class JsonSyntaxError extends Error {
  constructor(readonly problem: JsonProblem) {
    super(problem.message);
  }
}

/**
 * Reads the tokens of a JSON text. A class because it guards the position; problems with an obvious meaning are
 * collected.
 */
export class JsonScanner {
  readonly problems: JsonProblem[] = [];
  private position = 0;

  constructor(readonly text: string) {}

  get at(): number {
    return this.position;
  }

  /** The next character that is neither blank space nor a comment; an empty string at the end. */
  peek(): string {
    for (;;) {
      this.match(/[ \t\r\n\uFEFF]+/y);
      const start = this.position;
      const comment = this.match(/\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|#[^\r\n]*/y);
      if (comment === undefined) return this.text.charAt(this.position);
      const end = start + (/^[^\r\n]*/.exec(comment) as RegExpExecArray)[0].trimEnd().length;
      this.problems.push({
        message: `JSON has no comments, found \`${shortenText(comment)}\``,
        range: [start, end],
        help: 'put the text in a `Comment` field, or name the file `.asl.yaml`',
      });
    }
  }

  skip(): void {
    this.position += 1;
  }

  /** Returns the text that a sticky pattern matches here, and moves behind it. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    this.position += found?.length ?? 0;
    return found;
  }

  /** The token here, as a message quotes it. */
  found(): { readonly shown: string; readonly range: TextRange } {
    const { at } = this;
    if (at >= this.text.length) return { shown: 'the end of the file', range: [at, at] };
    const token = /"(?:[^"\\\r\n]|\\.)*"?|[\w$.+-]+|[\s\S]/uy;
    token.lastIndex = at;
    const text = token.exec(this.text)?.[0] ?? this.text.charAt(at);
    return { shown: `\`${shortenText(text)}\``, range: [at, at + text.length] };
  }

  /** Throws with what is expected here instead of what was found. */
  fail(expected: string, help?: string): never {
    const { shown, range } = this.found();
    throw new JsonSyntaxError({ message: `expected ${expected}, found ${shown}`, range, help });
  }
}

/** The problems as diagnostics, in the order of the text. */
export function jsonDiagnostics(problems: readonly JsonProblem[], spanAt: ReturnType<typeof spansOf>): Diagnostic[] {
  return [...problems]
    .sort((a, b) => a.range[0] - b.range[0])
    .map(({ message, range, ruleId = 'json-syntax', help, replacement }) => {
      const span = spanAt(range);
      const fix =
        replacement === undefined ? {} : { fix: { edits: [{ start: range[0], end: range[1], text: replacement }] } };
      return { severity: 'error', ruleId, message, span, ...(help === undefined ? {} : { help }), ...fix };
    });
}

/** A piece of text as a message quotes it. */
export function shortenText(text: string): string {
  const line = (/^[^\r\n]*/.exec(text) as RegExpExecArray)[0];
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
