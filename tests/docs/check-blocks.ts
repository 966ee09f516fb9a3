import { parse as parseCsv } from 'csv-parse/sync';
import { transformSync } from 'esbuild';
import { parseDocument } from 'yaml';
import { matchOutput } from './match-output';

/** Throws an Error if a block is not what its language has; a `…` in JSON is something left out. */
export function checkSyntax(language: string, text: string): void {
  const check = parsers[language];
  if (check === undefined) throw new Error(`there is no parser of ${language}`);
  check(text);
}

/** Throws an Error if lines are not a part of a file, where a line `…` is any lines of the file. */
export function checkExcerpt(excerpt: string, file: string): void {
  const lines = excerpt.trimEnd().split('\n');
  const ofFile = file.split('\n');
  const ofBlock = ['…', ...lines, '…'];
  if (matchOutput(ofBlock, ofFile) === undefined) throw new Error('the file does not have these lines');
}

const parsers: Readonly<Record<string, (text: string) => void>> = {
  yaml: (text) => {
    const [error] = parseDocument(text).errors;
    if (error !== undefined) throw error;
  },
  // A member of an object may be shown without the object.
  json: (text) => void JSON.parse(text.startsWith('{') ? text : `{${text}}`),
  ts: (text) => void transformSync(text, { loader: 'ts' }),
  csv: (text) => void parseCsv(text, { columns: true }),
};
