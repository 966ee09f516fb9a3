import vm from 'node:vm';
import { StatesError } from './states-error';

/** Milliseconds that one search with a pattern of unknown cost may take. */
const timeLimitMilliseconds = 500;
/** Up to this length a simple pattern is searched directly. */
const shortText = 4_096;

/**
 * Finds a pattern in a string from an index on; `charge` is called with the milliseconds that a watched search took.
 */
export type Search = (text: string, from?: number, charge?: (milliseconds: number) => void) => RegExpExecArray | null;

/**
 * Returns a search with a regular expression, bounded in time. A pattern with at most one unbounded repetition runs
 * directly on a short string, any other under a watchdog. The search throws StatesError States.Runtime at the bound.
 */
export function boundedSearch(pattern: RegExp): Search {
  const simple = isSimple(pattern.source);
  let watched: ((text: string) => RegExpExecArray | null) | undefined;
  return (text, from = 0, charge = () => undefined) => {
    pattern.lastIndex = from;
    if (simple && text.length <= shortText) return pattern.exec(text);
    watched ??= watchedSearch(pattern);
    const start = performance.now();
    const found = watched(text);
    charge(performance.now() - start);
    return found;
  };
}

function watchedSearch(pattern: RegExp): (text: string) => RegExpExecArray | null {
  const sandbox = vm.createContext({ pattern, text: '' });
  return (text) => {
    sandbox['text'] = text;
    try {
      return search.runInContext(sandbox, { timeout: timeLimitMilliseconds }) as RegExpExecArray | null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const problem = `The regular expression /${pattern.source}/ took longer than ${timeLimitMilliseconds} ms.`;
      throw new StatesError('States.Runtime', problem);
    }
  };
}

const search = new vm.Script('pattern.exec(text)');

/** Literals and classes do not matter: counts repetitions, and finds a repetition that follows a group. */
function isSimple(source: string): boolean {
  const bare = source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const repeatsGroup = /\)(?:[*+]|\{\d+(?:,\d*)?\})/.test(bare);
  const unbounded = bare.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  const optional = bare.match(/[^(]\?|\{\d+,\d+\}/g)?.length ?? 0;
  return !repeatsGroup && unbounded <= 1 && optional <= 8;
}
