import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { labelsOfCsv } from './expected-csv';

/** Labels of a document, and where they are written. */
export interface FoundLabels {
  readonly location: string;
  readonly labels: unknown;
}

const suffix = '.expected.json';

/**
 * Returns the labels of a folder by document: in `expected.csv` or `expected.json` for all of them, in `x.expected.json` next to
 * `x.pdf` for one. Throws CannotRunError for files that cannot be read, for labels without a document, and for a document with two.
 */
export function findLabels(folder: string, files: readonly string[]): ReadonlyMap<string, FoundLabels> {
  const found = new Map<string, FoundLabels>();
  const add = (document: string, label: FoundLabels): void => {
    const other = found.get(document);
    if (other !== undefined)
      throw new CannotRunError(
        `${document} has labels in two files, ${other.location} and ${label.location}: keep one`,
      );
    found.set(document, label);
  };
  for (const [document, label] of inOneFile(folder)) {
    if (!files.includes(document)) throw new CannotRunError(`${label.location}: there is no file ${document}`);
    add(document, label);
  }
  for (const file of files.filter((name) => name.endsWith(suffix)))
    add(documentOf(file, files), { location: file, labels: jsonIn(join(folder, file), file) });
  return found;
}

/** Whether a file of a dataset holds labels. */
export function isLabelFile(name: string): boolean {
  return name.endsWith(suffix) || name === 'expected.csv' || name === 'expected.json';
}

function inOneFile(folder: string): readonly (readonly [string, FoundLabels])[] {
  const csv = join(folder, 'expected.csv');
  const json = join(folder, 'expected.json');
  const fromCsv = existsSync(csv) ? [...labelsOfCsv(readFileSync(csv, 'utf8'), 'expected.csv')] : [];
  const fromJson = existsSync(json) ? Object.entries(objectIn(json, 'expected.json')) : [];
  return [
    ...fromCsv.map(([document, labels]) => [document, { location: `expected.csv, ${document}`, labels }] as const),
    ...fromJson.map(([document, labels]) => [document, { location: `expected.json, ${document}`, labels }] as const),
  ];
}

/** `x.expected.json` belongs to the one file `x.…`, `x.pdf.expected.json` to `x.pdf`. */
function documentOf(labelFile: string, files: readonly string[]): string {
  const stem = labelFile.slice(0, -suffix.length);
  if (files.includes(stem)) return stem;
  const meant = files.filter((name) => !isLabelFile(name) && withoutExtension(name) === stem);
  const [document] = meant;
  if (document === undefined) throw new CannotRunError(`${labelFile} has no document: there is no ${stem}.pdf`);
  if (meant.length === 1) return document;
  const help = `name it for one of them, such as ${document}${suffix}`;
  throw new CannotRunError(`${labelFile} may belong to ${meant.join(' or ')}: ${help}`);
}

function withoutExtension(name: string): string {
  const folder = dirname(name);
  const bare = basename(name, extname(name));
  return folder === '.' ? bare : `${folder}/${bare}`;
}

function objectIn(path: string, file: string): object {
  const value = jsonIn(path, file);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new CannotRunError(`${file} must contain an object: labels by document`);
}

function jsonIn(path: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CannotRunError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
