import type { Json, JsonObject } from '../../language/definition';
import type { JsonataBindings, JsonPathBindings, RandomSource, Variables } from '../../language/expressions';

/** The dependencies of a state, for one attempt. */
export interface StateDependencies {
  readonly random: RandomSource;
  /** Milliseconds since 1970. */
  now(): number;
  /** The context object; created on first use. */
  contextObject(): JsonObject;
  /** Called with a state's data step by step (`afterInputPath` …): used by TestState. */
  inspect?(step: string, value: Json): void;
}

/**
 * What a state's expressions read: its input as `$`, the context object as `$$`, variables, randomness and time. The
 * context object is created on first use, because most states never read it.
 */
export class StateView implements JsonPathBindings {
  private madeContext?: JsonObject;

  constructor(
    readonly input: Json,
    readonly variables: Variables,
    readonly dependencies: StateDependencies,
  ) {}

  get context(): JsonObject {
    this.madeContext ??= this.dependencies.contextObject();
    return this.madeContext;
  }

  get random(): RandomSource {
    return this.dependencies.random;
  }

  /** Passes the value of a step to an inspection. */
  inspect(step: string, value: Json): void {
    this.dependencies.inspect?.(step, value);
  }

  now(): number {
    return this.dependencies.now();
  }

  /** The same view with another `$`. */
  over(input: Json): StateView {
    return new StateView(input, this.variables, this.dependencies);
  }

  /** Returns the view for JSONata: `$states` holds the input, the context object and `added`. */
  jsonata(added?: JsonObject): JsonataBindings {
    return new JsonataView(this, statesOf(this, added));
  }
}

/** A class instead of closures: one is created for each state entered. */
class JsonataView implements JsonataBindings {
  constructor(
    private readonly view: StateView,
    readonly states: Json,
  ) {}

  get variables(): Variables {
    return this.view.variables;
  }

  get random(): RandomSource {
    return this.view.random;
  }

  now(): number {
    return this.view.now();
  }
}

function statesOf(view: StateView, added: JsonObject | undefined): Json {
  return {
    input: view.input,
    get context() {
      return view.context;
    },
    ...added,
  };
}
