import vm from 'node:vm';
import { StatesError } from './states-error';

/** Milliseconds that one search with a pattern of unknown cost may take. */
const TIME_LIMIT_MILLISECONDS = 1_000;
/** Up to this length a simple pattern is searched directly. */
const SHORT_TEXT = 4_096;

/**
 * Searches with a regular expression, bounded in time: a pattern with one unbounded repetition at most runs directly on a
 * short text, any other under a watchdog. Throws StatesError States.Runtime when the bound is reached. `lastIndex` is kept.
 */
export function searchBounded(pattern: RegExp, text: string): RegExpExecArray | null {
  if (text.length <= SHORT_TEXT && isSimple(pattern)) return pattern.exec(text);
  try {
    return SEARCH.runInNewContext({ pattern, text }, { timeout: TIME_LIMIT_MILLISECONDS }) as RegExpExecArray | null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new StatesError(
      'States.Runtime',
      `The regular expression /${pattern.source}/ took longer than ${TIME_LIMIT_MILLISECONDS} ms.`,
    );
  }
}

const SEARCH = new vm.Script('pattern.exec(text)');
const SIMPLE = new WeakMap<RegExp, boolean>();

function isSimple(pattern: RegExp): boolean {
  let simple = SIMPLE.get(pattern);
  if (simple === undefined) {
    simple = judge(pattern.source);
    SIMPLE.set(pattern, simple);
  }
  return simple;
}

/** Literals and classes do not matter: counts repetitions, and finds a repetition that follows a group. */
function judge(source: string): boolean {
  const bare = source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const repeatsGroup = /\)(?:[*+]|\{\d+(?:,\d*)?\})/.test(bare);
  const unbounded = bare.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  const optional = bare.match(/[^(]\?|\{\d+,\d+\}/g)?.length ?? 0;
  return !repeatsGroup && unbounded <= 1 && optional <= 8;
}
