import { ServiceError } from '../service';

/** Whether a message matches a filter pattern. */
export type MessageFilter = (text: string) => boolean;

const term = /^([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"?\-{[%]\S*))(?:\s+|$)/;

/**
 * Parses a filter pattern of terms: all of them, without those after `-`, or any of those after `?`. Terms are compared case-sensitively,
 * anywhere in the message. Throws NotModelledError for JSON, space-delimited and regular expression patterns.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function messageFilter(pattern: string): MessageFilter {
  const terms: Readonly<Record<'all' | 'any' | 'none', string[]>> = { all: [], any: [], none: [] };
  for (let rest = pattern.trim(); rest !== ''; ) {
    const match = term.exec(rest);
    if (match === null) throw notModelled(pattern);
    const [whole, sign = '', quoted, plain = ''] = match;
    terms[kinds[sign] ?? 'all'].push(quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1'));
    rest = rest.slice(whole.length);
  }
  const { all, any, none } = terms;
  // AWS ignores the optional terms then, which is seldom meant.
  if (any.length > 0 && all.length + none.length > 0) throw notModelled(pattern);
  return (text) =>
    all.every((each) => text.includes(each)) &&
    !none.some((each) => text.includes(each)) &&
    (any.length === 0 || any.some((each) => text.includes(each)));
}

const kinds: Readonly<Record<string, 'all' | 'any' | 'none'>> = { '?': 'any', '-': 'none' };

function notModelled(pattern: string): ServiceError {
  return new ServiceError(
    'NotModelledError',
    `the local CloudWatch Logs supports filter patterns of terms only (word, "two words", ?either ?or, -without), got ${pattern}`,
    501,
  );
}
