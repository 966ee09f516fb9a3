import type { JsonataBindings } from '../../bindings';
import { unconfirmed } from '../../unconfirmed';
import { JsonataError } from './jsonata-error';

/** The most steps (members visited, functions called) of one evaluation: about a second. */
const maxSteps = 3_000_000;
/** Characters of strings and members of arrays, passed to a function of the library, that count as one step. */
const sizePerStep = 256;
/** The most milliseconds of one evaluation: for few steps that take long. */
const timeLimitMilliseconds = 5_000;

/** One evaluation: what it sees from outside and how much it may do. Guards the bounds, so that no expression can hang an execution. */
export class Evaluation {
  private steps = 0;
  private openCalls = 0;
  private readMillis: number | undefined;
  private deadline: number | undefined;

  constructor(
    readonly bindings: JsonataBindings,
    private readonly library: ReadonlyMap<string, unknown>,
  ) {}

  /** Milliseconds since the epoch, the same throughout the evaluation. */
  get millis(): number {
    this.readMillis ??= this.bindings.now();
    return this.readMillis;
  }

  /** The same as a date: what the package's functions read. */
  get timestamp(): Date {
    return new Date(this.millis);
  }

  /** Counts steps; throws D1012 beyond the bound. */
  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > maxSteps) throw new JsonataError('D1012', { value: maxSteps });
  }

  /** Counts what is copied or read by one operation; throws D1012 beyond the bound, U1001 after the time limit. */
  handle(...values: readonly unknown[]): void {
    for (const value of values)
      if (typeof value === 'string' || Array.isArray(value)) this.spend(value.length / sizePerStep);
    const now = performance.now();
    this.deadline ??= now + timeLimitMilliseconds;
    if (now > this.deadline) throw new JsonataError('U1001', { value: timeLimitMilliseconds });
  }

  /** Counts a call of a function that an expression defines, until `closeCall`; throws D1011 beyond the bound. An error ends the evaluation. */
  openCall(): void {
    if (++this.openCalls > unconfirmed.jsonataOpenCalls) throw new JsonataError('D1011');
  }

  closeCall(): void {
    this.openCalls--;
  }

  /** `$states`, a variable of the state machine, or a function of the library. */
  lookup(name: string): unknown {
    if (name === 'states') return this.bindings.states;
    if (Object.hasOwn(this.bindings.variables, name)) return this.bindings.variables[name];
    return this.library.get(name);
  }
}

/** Names bound by `:=`, parameters and tuples, inside the names around them. */
export class EvaluationScope {
  private names: Map<string, unknown> | undefined;

  constructor(
    readonly evaluation: Evaluation,
    private readonly outer?: EvaluationScope,
  ) {}

  bind(name: string, value: unknown): void {
    this.names ??= new Map();
    this.names.set(name, value);
  }

  lookup(name: string): unknown {
    for (let scope: EvaluationScope | undefined = this; scope !== undefined; scope = scope.outer) {
      if (scope.names?.has(name)) return scope.names.get(name);
    }
    return this.evaluation.lookup(name);
  }

  /** A scope inside this one, with names bound if given. */
  inner(names?: Readonly<Record<string, unknown>>): EvaluationScope {
    const scope = new EvaluationScope(this.evaluation, this);
    if (names !== undefined) for (const [name, value] of Object.entries(names)) scope.bind(name, value);
    return scope;
  }
}
