import { setFlagsFromString } from 'node:v8';
import type { CheckText } from './check-file';

/** After this time an optimizing compiler begins to pay. */
const shortMilliseconds = 2_000;

/**
 * Turns V8's optimizing compiler off until a run is no longer short: in a process that checks a few definitions it uses
 * as much processor time as the checks, and its code is hardly used.
 */
export function shortRun(checkText: CheckText): CheckText {
  const begun = performance.now();
  let isShort = true;
  setFlagsFromString('--no-opt');
  return (...given) => {
    if (isShort && performance.now() - begun > shortMilliseconds) {
      isShort = false;
      setFlagsFromString('--opt');
    }
    return checkText(...given);
  };
}
