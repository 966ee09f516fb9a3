import { insideFence } from '../bedrock';
import type { Passage, StoredDocument } from './read-documents';

/** A passage that answers, and where it is from. */
export interface FoundAnswer {
  readonly document: StoredDocument;
  readonly passage: Passage;
}

/** Share of a question's words that a document has to hold, for the question to be about it. */
const minCoverage = 0.6;

/**
 * Finds the passage that a question is about, by its words: the document that holds most of them, then in it the field whose name
 * the question says, else the line that holds most of the words. It understands nothing: no synonyms, no sums, no two documents.
 */
export function findAnswer(question: string, documents: readonly StoredDocument[]): FoundAnswer | undefined {
  const asked = wordsOf(questionIn(question));
  if (asked.size === 0) return undefined;
  const document = best(documents, (each) => coverage(asked, wordsOfDocument(each)), minCoverage);
  if (document === undefined) return undefined;
  const passage =
    best(document.passages, ({ label }) => labelScore(asked, label), 0.5) ??
    best(document.passages, ({ text }) => coverage(asked, wordsOf(text)), minCoverage);
  return passage === undefined ? undefined : { document, passage };
}

/** What stands between the fences; of that, the sentences that end in a question mark where there are any. */
export function questionIn(inputText: string): string {
  const text = insideFence(inputText) ?? inputText;
  const questions = text.match(/[^.!?\n]*(?:\.\S[^.!?\n]*)*\?/g);
  return questions === null ? text : questions.join(' ');
}

function best<Item>(items: readonly Item[], scoreOf: (item: Item) => number, least: number): Item | undefined {
  let found: { readonly item: Item; readonly score: number } | undefined;
  for (const item of items) {
    const score = scoreOf(item);
    if (score >= least && score > (found?.score ?? 0)) found = { item, score };
  }
  return found?.item;
}

function coverage(asked: ReadonlySet<string>, held: ReadonlySet<string>): number {
  return [...asked].filter((word) => held.has(word)).length / asked.size;
}

/** A name that is said whole counts more than one of which a part is said. */
function labelScore(asked: ReadonlySet<string>, label: string): number {
  const words = wordsOf(label);
  const said = [...words].filter((word) => asked.has(word)).length;
  return words.size === 0 ? 0 : said ** 2 / words.size;
}

function wordsOfDocument({ key, passages }: StoredDocument): Set<string> {
  return wordsOf([key, ...passages.flatMap(({ label, text }) => [label, text])].join(' '));
}

function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.,-][\p{L}\p{N}]+)*/gu) ?? [];
  return new Set(words.filter((word) => !tooCommon.has(word)));
}

const tooCommon = new Set(
  `a an and are at by did do does for from give has have how in is it many me much of on or our please tell that the this to was we
  were what when where which who with`.split(/\s+/),
);
