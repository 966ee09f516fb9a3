/** A document of an inference, a line of `documents.jsonl` and of `unanswered.jsonl`; both can be manifests again. */
export interface InferenceDocument {
  readonly documentId: string;
  /** Of its text in the results bucket, UTF-8. */
  readonly textKey: string;
  /** Why it has no record, or no answer. */
  readonly reason?: string;
}

/** The tool that every record offers: its answer has the schema's shape. */
export interface InferenceTool {
  readonly name: string;
  readonly description: string;
  /** JSON schema of an object. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** The keys of an inference's objects in the results bucket. */
export function inferenceKeys(name: string) {
  return {
    /** The request under this name: written first, once. */
    request: `inference/${name}/request.json`,
    /** Every document, including those without a record. */
    documents: `inference/${name}/documents.jsonl`,
    /** Prefix of the records, `0001.jsonl` and on. */
    input: `inference/${name}/input/`,
    /** Written last: once it exists, the input exists too. */
    prepared: `inference/${name}/prepared.json`,
    /** Prefix under which Bedrock writes `<job id>/…`. */
    output: `inference/${name}/output/`,
    unanswered: `inference/${name}/unanswered.jsonl`,
    outcome: `inference/${name}/outcome.json`,
  } as const;
}

/** Lines of JSON. */
export function jsonLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

/** Runs work for each item, `size` at a time, and returns the results in the items' order. */
export async function inGroups<Item, Result>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += size) {
    results.push(...(await Promise.all(items.slice(from, from + size).map(work))));
  }
  return results;
}
