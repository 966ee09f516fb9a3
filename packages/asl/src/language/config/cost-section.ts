import { modelPrice, pricedModels } from '../cost';
import type { Json } from '../definition';
import { mustBe, type Problem, readSection, type Settings, unknownKey } from './section';

/** What a price needs and a run with mocks does not have. A value from the run takes precedence. */
export interface CostAssumptions {
  readonly region: string;
  /** A model whose price is known. */
  readonly modelId: string;
  /** Pages that Textract reads where the payload of a function has no number `pages`. */
  readonly pages: number;
  /** Characters of a page's text: a call of a model has those of `pages` in addition to its request. */
  readonly charactersPerPage: number;
  /** Output tokens of a model if the mock holds no usage. */
  readonly outputTokens: number;
  /** Of a function that is not in `functions`. */
  readonly functionMegabytes: number;
  /** Of a function that is not in `functions`. */
  readonly functionSeconds: number;
  /** Seconds that a call of a model takes. */
  readonly modelSeconds: number;
  /** Seconds that any other call takes. */
  readonly callSeconds: number;
  /** Memory that an Express execution uses. */
  readonly expressMegabytes: number;
  /** By the name of the function. */
  readonly functions: Readonly<Record<string, FunctionUse>>;
}

/** What a call of a function uses. */
export interface FunctionUse {
  /** Default: `functionMegabytes`. */
  readonly megabytes?: number;
  /** Default: `functionSeconds`. */
  readonly seconds?: number;
  /** Whether Textract reads every page for it. */
  readonly textractPages?: boolean;
}

interface Wanted {
  readonly what: string;
  readonly help?: string;
  isMet(value: Json): boolean;
}

const text: Wanted = { what: 'a text', isMet: (value) => typeof value === 'string' && value !== '' };
const amount: Wanted = { what: 'a number of 0 or more', isMet: (value) => typeof value === 'number' && value >= 0 };
const choice: Wanted = { what: '`true` or `false`', isMet: (value) => typeof value === 'boolean' };
const pricedModel: Wanted = {
  what: 'the id of a model whose price is known',
  help: `known are ${pricedModels.map((id) => `\`${id}\``).join(', ')}`,
  isMet: (value) => typeof value === 'string' && modelPrice(value) !== undefined,
};

const wanted: Readonly<Record<Exclude<keyof CostAssumptions, 'functions'>, Wanted>> = {
  region: text,
  modelId: pricedModel,
  pages: amount,
  charactersPerPage: amount,
  outputTokens: amount,
  functionMegabytes: amount,
  functionSeconds: amount,
  modelSeconds: amount,
  callSeconds: amount,
  expressMegabytes: amount,
};

const wantedOfFunction: Readonly<Record<keyof FunctionUse, Wanted>> = {
  megabytes: amount,
  seconds: amount,
  textractPages: choice,
};

/** Reads `cost` of an asl.config.yaml. */
export function readCost(given: Json): Settings<string, Json> {
  return readSection(['cost'], given, (key, value) =>
    key === 'functions' ? functionsProblems(value) : problemOf(['cost', key], value, wanted, ['functions']),
  );
}

function functionsProblems(given: Json): readonly Problem[] {
  const path = ['cost', 'functions'];
  return readSection(
    path,
    given,
    (name, use) =>
      readSection([...path, name], use, (key, value) => problemOf([...path, name, key], value, wantedOfFunction))
        .problems,
  ).problems;
}

function problemOf(
  path: readonly string[],
  value: Json,
  known: Readonly<Record<string, Wanted>>,
  others: readonly string[] = [],
): Problem | undefined {
  const key = path.at(-1) as string;
  if (!Object.hasOwn(known, key)) return unknownKey(key, path, [...Object.keys(known), ...others]);
  const { what, help, isMet } = known[key] as Wanted;
  return isMet(value) ? undefined : { ...mustBe(`\`${key}\``, what, value, path), help };
}
