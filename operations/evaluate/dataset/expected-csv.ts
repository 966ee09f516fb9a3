import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { parse } from 'csv-parse/sync';
import { withoutDuplicates } from '../../batch/source/manifest-rows';

/** A column that is not a field. */
const ownColumns = ['type', 'outcome', 'language', 'split'];

/**
 * The labels of expected.csv by document. A header with `document` and the names of fields; an empty cell is a field that the document does
 * not state, `?` one that is not labelled. Tags are separated by `;`. Throws CannotRunError.
 */
export function labelsOfCsv(text: string, file: string): ReadonlyMap<string, unknown> {
  const labels = new Map<string, unknown>();
  for (const { document, ...cells } of rowsOf(text, file)) {
    if (document === undefined) throw new CannotRunError(`${file}: its header must have the column \`document\``);
    if (labels.has(document)) throw new CannotRunError(`${file}: ${document} has more than one row`);
    labels.set(document, labelsOf(cells));
  }
  return labels;
}

function labelsOf({ tags = '', ...cells }: Readonly<Record<string, string>>): unknown {
  const entries = Object.entries(cells);
  const own = entries.filter(([name, cell]) => ownColumns.includes(name) && cell !== '' && cell !== '?');
  const fields = entries.filter(([name]) => !ownColumns.includes(name));
  return {
    ...Object.fromEntries(own),
    fields: Object.fromEntries(fields.map(([name, cell]) => [name, cell === '' ? null : cell])),
    tags: tags
      .split(';')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '' && tag !== '?'),
  };
}

function rowsOf(text: string, file: string): readonly Readonly<Record<string, string>>[] {
  try {
    return parse(text, { bom: true, columns: withoutDuplicates, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new CannotRunError(`${file} is not CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}
