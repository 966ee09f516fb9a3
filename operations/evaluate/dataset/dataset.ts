import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { filesUnder } from '../../files-under';
import { digestOf } from '../digest';
import type { Expectation, KnownNames } from './expectation';
import { findLabels, isLabelFile } from './find-labels';
import { readExpectation } from './read-expectation';

/** A document with what is known of it. */
export interface LabelledDocument {
  /** Its path in the dataset. */
  readonly name: string;
  readonly path: string;
  /** SHA-256 of its bytes. */
  readonly digest: string;
  readonly expectation: Expectation;
  /** SHA-256 of what is known of it. */
  readonly labelsDigest: string;
}

/** A folder of documents with labels. */
export interface Dataset {
  /** As it was named. */
  readonly name: string;
  /** SHA-256 of documents and labels together. */
  readonly digest: string;
  /** In the order of their names. */
  readonly documents: readonly LabelledDocument[];
}

/**
 * Reads a folder of documents with labels; documents without labels are left out. Throws CannotRunError for a folder that cannot be read or
 * has no labelled document, and for labels with a mistake.
 */
export function readDataset(named: string, cwd: string, known: KnownNames): Dataset {
  const folder = resolve(cwd, named);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new CannotRunError(`${named} is not a folder: use a folder of documents with labels`);
  const files = filesUnder(folder).files.map(({ name }) => name);
  const labels = findLabels(folder, files);
  const documents = files
    .filter((name) => !isLabelFile(name))
    .flatMap((name) => {
      const found = labels.get(name);
      return found === undefined
        ? []
        : [labelledDocument(folder, name, readExpectation(found.labels, found.location, known))];
    });
  if (documents.length === 0) {
    const help = 'create x.expected.json next to x.pdf, or expected.csv with the column `document`';
    throw new CannotRunError(`${named} has no labelled document: ${help}`);
  }
  const digest = digestOf(documents.map((one) => [one.name, one.digest, one.labelsDigest]));
  return { name: basename(folder), digest, documents };
}

function labelledDocument(folder: string, name: string, expectation: Expectation): LabelledDocument {
  const path = join(folder, name);
  const labelsDigest = digestOf(expectation);
  return { name, path, digest: digestOf(readFileSync(path)), expectation, labelsDigest };
}
