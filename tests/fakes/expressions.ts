import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A row of a table. */
export type Row = Record<string, AttributeValue>;

/** Names and values that an expression uses. */
export interface ExpressionAttributes {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

/** Whether a row fulfils a condition expression. Supports only what the functions use; throws an Error for anything else. */
export function holds(condition: string, row: Row, attributes: ExpressionAttributes): boolean {
  const reader = new ExpressionReader(condition, row, attributes);
  return reader.whole(() => reader.or());
}

/** Returns the row after an update expression of SET and REMOVE. */
export function updateRow(expression: string, row: Row, attributes: ExpressionAttributes): Row {
  const reader = new ExpressionReader(expression, row, attributes);
  return reader.whole(() => reader.update());
}

class ExpressionReader {
  private readonly tokens: string[];

  constructor(
    text: string,
    private readonly row: Row,
    private readonly attributes: ExpressionAttributes,
  ) {
    this.tokens = text.match(/[#:]?\w+|<>|<=|>=|[=<>(),]/g) ?? [];
  }

  whole<Result>(read: () => Result): Result {
    const result = read();
    if (this.tokens.length > 0) throw new Error(`the fake does not understand: ${this.tokens.join(' ')}`);
    return result;
  }

  or(): boolean {
    let result = this.and();
    while (this.take('OR')) result = this.and() || result;
    return result;
  }

  update(): Row {
    const result = { ...this.row };
    if (this.take('SET')) {
      do {
        const name = this.name();
        this.expect('=');
        const value = this.operand();
        if (value === undefined) throw new Error(`there is no value for ${name}`);
        result[name] = value;
      } while (this.take(','));
    }
    if (this.take('REMOVE')) {
      do delete result[this.name()];
      while (this.take(','));
    }
    return result;
  }

  private and(): boolean {
    let result = this.not();
    while (this.take('AND')) result = this.not() && result;
    return result;
  }

  private not(): boolean {
    if (this.take('NOT')) return !this.not();
    if (this.take('(')) return this.closed(() => this.or());
    for (const [word, isThere] of [
      ['attribute_exists', true],
      ['attribute_not_exists', false],
    ] as const) {
      if (this.take(word)) return this.argument() in this.row === isThere;
    }
    return this.comparison();
  }

  private comparison(): boolean {
    const left = this.operand();
    const operator = this.tokens.shift();
    if (operator === 'IN') {
      this.expect('(');
      return this.closed(() => {
        let isIn = same(left, this.operand());
        while (this.take(',')) isIn = same(left, this.operand()) || isIn;
        return isIn;
      });
    }
    const right = this.operand();
    if (operator === '=') return same(left, right);
    // DynamoDB: a comparison with an attribute that is not there is false, except <>.
    if (operator === '<>') return !same(left, right);
    if (operator === '<=') return left?.N !== undefined && Number(left.N) <= Number(right?.N);
    throw new Error(`the fake has no operator ${operator}`);
  }

  private operand(): AttributeValue | undefined {
    if (this.take('if_not_exists')) {
      this.expect('(');
      return this.closed(() => {
        const present = this.row[this.name()];
        this.expect(',');
        const other = this.operand();
        return present ?? other;
      });
    }
    if (this.tokens[0]?.startsWith(':')) {
      const token = this.tokens.shift() ?? '';
      if (!(token in this.attributes.values)) throw new Error(`there is no value ${token}`);
      return this.attributes.values[token];
    }
    return this.row[this.name()];
  }

  private name(): string {
    const token = this.tokens.shift() ?? '';
    const name = token.startsWith('#') ? this.attributes.names[token] : token;
    if (name === undefined || !/^\w+$/.test(name)) throw new Error(`there is no name ${token}`);
    return name;
  }

  private argument(): string {
    this.expect('(');
    return this.closed(() => this.name());
  }

  private closed<Result>(read: () => Result): Result {
    const result = read();
    this.expect(')');
    return result;
  }

  private take(token: string): boolean {
    if (this.tokens[0] !== token) return false;
    this.tokens.shift();
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw new Error(`expected ${token}, found ${this.tokens[0] ?? 'the end'}`);
  }
}

function same(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
