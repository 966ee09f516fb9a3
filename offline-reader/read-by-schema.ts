import { type Json, type JsonObject, memberOf } from '@document-pipelines/asl/definition';
import { type Classification, classify } from './classify';
import { collectLeaves, type Leaf } from './collect-leaves';
import { cellsOf, type DocumentCell } from './document-cells';
import { type FoundValue, findLabelledValues } from './fields/find-values';
import { findLabels, type Labels, partAtLabels } from './fields/labels';
import { findUnlabelledValue } from './fields/unlabelled';
import { type FoundDocument, findDocuments } from './find-documents';
import { judgeConfidence } from './judge-confidence';
import { legibilityOf } from './legibility';
import type { Property, ToolSchema } from './schema';
import { summarise } from './summarise';
import { readPricedLines } from './tables/read-priced-lines';
import { readTable, type Table } from './tables/read-table';
import { numberOf } from './values/amounts';

/**
 * Fills a tool's input schema from a document's text: deterministic, by general rules on labels, tables, dates, amounts and
 * vocabulary. The text is data: it never changes the rules. Values that are not in the text are left out, required or not; choices,
 * confidences and summaries are always returned.
 */
export function readBySchema(schema: ToolSchema, text: string): JsonObject {
  const leaves = collectLeaves(schema);
  const asked = leaves
    .filter((leaf) => leaf.role === 'value' || leaf.role === 'list' || leaf.role === 'boolean')
    .map((leaf) => leaf.property);
  const all = partAtLabels(cellsOf(text), asked);
  const documents = readDocuments(leaves, all, findLabels(all, asked));
  // Fields are read from the first document.
  const [first] = documents;
  const cells = first === undefined ? all : all.slice(0, first.end);
  const labels = findLabels(cells, asked);
  const tables = readTables(leaves, cells, labels);
  const values = readValues(leaves, cells, { labels, tables });
  const choices = new Map(
    leaves.filter((leaf) => leaf.role === 'choice').map((leaf) => [leaf.path, choose(leaf, cells)]),
  );
  const legibility = legibilityOf(cells);
  const confidence = judgeConfidence({
    leaves,
    labels,
    values,
    tables,
    legibility,
    classifications: [...choices.values()],
  });
  return build(schema, '', new Map(leaves.map((leaf) => [leaf.path, leaf])), (leaf) =>
    fillers[leaf.role](leaf, { cells, values, tables, choices, confidence, documents }),
  ) as JsonObject;
}

function readDocuments(
  leaves: readonly Leaf[],
  cells: readonly DocumentCell[],
  labels: Labels,
): readonly FoundDocument[] {
  const leaf = leaves.find(({ role }) => role === 'documents');
  const inTables = new Set([...readTables(leaves, cells, labels).values()].flatMap((table) => table.cells));
  return leaf === undefined ? [] : findDocuments(cells, labels, { properties: leaf.columns, inTables });
}

function readTables(leaves: readonly Leaf[], cells: readonly DocumentCell[], labels: Labels): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const leaf of leaves.filter(({ role }) => role === 'table')) {
    const table = readTable(cells, labels, leaf.columns) ?? readPricedLines(cells, labels, leaf.columns);
    if (table !== undefined) tables.set(leaf.path, table);
  }
  return tables;
}

function readValues(
  leaves: readonly Leaf[],
  cells: readonly DocumentCell[],
  { labels, tables }: { labels: Labels; tables: ReadonlyMap<string, Table> },
): Map<string, FoundValue> {
  const inTables = new Set([...tables.values()].flatMap((table) => table.cells));
  const labelled = findLabelledValues(cells, labels, inTables);
  const taken = new Set([...inTables, ...[...labelled.values()].map((value) => value.cell)]);
  const values = new Map<string, FoundValue>();
  for (const { path, property } of leaves.filter(
    ({ role }) => role === 'value' || role === 'boolean' || role === 'list',
  )) {
    const found = better(labelled.get(property), findUnlabelledValue(property, { cells, labels, taken }));
    if (found !== undefined) values.set(path, found);
  }
  return values;
}

function better(a: FoundValue | undefined, b: FoundValue | undefined): FoundValue | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.sureness > a.sureness + 0.15 ? b : a;
}

function choose({ property }: Leaf, cells: readonly DocumentCell[]): Classification {
  return classify(
    (property.schema.enum ?? []).filter((value) => typeof value === 'string'),
    cells,
  );
}

interface Findings {
  readonly cells: readonly DocumentCell[];
  readonly values: ReadonlyMap<string, FoundValue>;
  readonly tables: ReadonlyMap<string, Table>;
  readonly choices: ReadonlyMap<string, Classification>;
  readonly confidence: number;
  readonly documents: readonly FoundDocument[];
}

const fillers: Readonly<Record<Leaf['role'], (leaf: Leaf, findings: Findings) => Json | undefined>> = {
  choice: (leaf, { choices }) => choices.get(leaf.path)?.value,
  confidence: ({ property: { schema } }, { confidence }) => {
    const { minimum = 0, maximum = 1 } = schema;
    const scaled = minimum + confidence * (maximum - minimum);
    return schema.type === 'integer' ? Math.round(scaled) : Math.round(scaled * 100) / 100;
  },
  summary: ({ property }, { cells }) => summarise(cells, property.schema.description ?? ''),
  table: (leaf, { tables }) => tables.get(leaf.path)?.rows.map((row) => typedRow(row, leaf.columns)),
  documents: (_, { documents }) => (documents.length === 0 ? undefined : documents.map((document) => document.values)),
  list: (leaf, { values }) =>
    values
      .get(leaf.path)
      ?.text.split(/\s*[,;]\s*/u)
      .filter((item) => item !== ''),
  boolean: (leaf, { values }) => yesOrNo(values.get(leaf.path)?.text),
  value: ({ path, property }, { values }) => toTypedValue(values.get(path)?.text, property),
};

function typedRow(row: Readonly<Record<string, string>>, columns: readonly Property[]): JsonObject {
  const entries = columns.map((column) => [column.name, toTypedValue(memberOf(row, column.name), column)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** Returns a string as written, or a number if the schema has one. */
function toTypedValue(text: string | undefined, { schema }: Property): Json | undefined {
  if (text === undefined) return undefined;
  if (schema.type === 'number' || schema.type === 'integer') {
    const digits = /\d[\d.,'’ ]*/u.exec(text)?.[0]?.trim();
    const value = digits === undefined ? Number.NaN : numberOf(digits) * (/^\s*[-–−(]/u.test(text) ? -1 : 1);
    return Number.isFinite(value) && (schema.type === 'number' || Number.isInteger(value)) ? value : undefined;
  }
  if (schema.enum !== undefined && !schema.enum.includes(text)) return undefined;
  return text;
}

function yesOrNo(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (/^(?:yes|true|y|x|\[x\]|☒|☑|✓)(?!\p{L})/iu.test(text)) return true;
  return /^(?:no|false|n|\[ ?\]|☐)(?!\p{L})/iu.test(text) ? false : undefined;
}

/** Inserts the values at their places in the schema; objects are always added, so that the answer has the schema's shape. */
function build(
  schema: ToolSchema,
  path: string,
  leaves: ReadonlyMap<string, Leaf>,
  fill: (leaf: Leaf) => Json | undefined,
): Json {
  const entries = Object.entries(schema.properties ?? {}).map(([name, inner]) => {
    const innerPath = `${path}/${name}`;
    const leaf = leaves.get(innerPath);
    return [name, leaf === undefined ? build(inner, innerPath, leaves, fill) : fill(leaf)] as const;
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
