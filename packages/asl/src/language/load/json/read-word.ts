import type { Json } from '../../definition';
import { didYouMean, sureWord } from '../../diagnostics';
import { type JsonScanner, shortenText } from './json-scanner';

const words: Readonly<Record<string, Json>> = { true: true, false: false, null: null };

/** How other languages write what JSON has too. */
const otherWords: Readonly<Record<string, string>> = {
  True: 'true',
  TRUE: 'true',
  False: 'false',
  FALSE: 'false',
  None: 'null',
  Null: 'null',
  NULL: 'null',
  nil: 'null',
  undefined: 'null',
};

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Reads a number, `true`, `false` or `null`; any other word is a problem. */
export function readWord(scanner: JsonScanner): Json {
  const start = scanner.at;
  const word = scanner.match(/[+\-.\d][\w$.+-]*|[\p{L}_$][\p{L}\p{N}_$.-]*/uy);
  if (word === undefined) scanner.fail('a JSON value');
  if (Object.hasOwn(words, word)) return words[word] as Json;
  const range = [start, scanner.at] as const;
  if (/^[+-]?\.?\d/.test(word)) {
    const number = Number(word);
    if (jsonNumber.test(word) && Number.isFinite(number)) return number;
    const message = `\`${shortenText(word)}\` is not a JSON number`;
    scanner.problems.push({ message, range, help: numberHelp(word) });
    return 0;
  }
  const meant = Object.hasOwn(otherWords, word) ? otherWords[word] : sureWord(word, Object.keys(words));
  const replacement = meant === undefined ? {} : { replacement: meant };
  const message = `\`${shortenText(word)}\` is not a JSON value`;
  scanner.problems.push({ message, range, help: wordHelp(word), ...replacement });
  return null;
}

function numberHelp(word: string): string {
  if (jsonNumber.test(word)) return 'write a number of at most 1.8e308, or put it in double quotes';
  const decimal = Number(word.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1'));
  return Number.isFinite(decimal) ? `write \`${decimal}\`, or put it in double quotes` : 'put it in double quotes';
}

function wordHelp(word: string): string {
  if (Object.hasOwn(otherWords, word)) return `write \`${otherWords[word]}\``;
  if (/^[+-]?(?:NaN|Infinity|inf)$/i.test(word)) return 'write a finite number, or put it in double quotes';
  return didYouMean(word, Object.keys(words)) ?? 'put a string in double quotes';
}
