import type { DocumentCell } from './document-cells';
import { findAmounts } from './values/amounts';

const numberWords: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };
const longestSummary = 900;

/**
 * Returns the first informative sentences of a text, at most as many as the description asks for (`at most three sentences`; default
 * 3).
 */
export function summarise(cells: readonly DocumentCell[], description: string): string {
  const asked = /\b(one|two|three|four|five|six|\d)\s+sentences?/iu.exec(description)?.[1]?.toLowerCase();
  const count = asked === undefined ? 3 : (numberWords[asked] ?? Number(asked));
  const prose = sentencesOf(proseOf(cells)).filter(isInformative);
  const letters = cells.reduce((sum, cell) => sum + cell.text.length, 0);
  // A footnote is not what a form or a statement is about.
  const sentences = prose.join(' ').length > 0.2 * Math.min(letters, 3000) ? prose : [];
  const chosen = (sentences.length > 0 ? sentences : keyLines(cells)).slice(0, count);
  const summary = chosen.join(sentences.length > 0 ? ' ' : '; ');
  return summary.length <= longestSummary ? summary : `${summary.slice(0, longestSummary).replace(/\s+\S*$/u, '')} …`;
}

/** The first sentences of a text that is sentences already. */
export function firstSentences(text: string, count: number): string {
  return sentencesOf(text).slice(0, count).join(' ');
}

/** Runs of lines long enough to be sentences, joined, with words parted at line ends put together; an abstract comes first. */
function proseOf(cells: readonly DocumentCell[]): string {
  const abstract = cells.findIndex((cell, at) => at < 120 && /^\s*abstract\b/iu.test(cell.text));
  const ordered = abstract === -1 ? cells : [...cells.slice(abstract), ...cells.slice(0, abstract)];
  let prose = '';
  let wasProse = false;
  for (const cell of ordered.slice(0, 600)) {
    const text = cell.text.replace(/^\s*abstract\s*[:.—–-]?\s*/iu, '');
    const words = text.split(/\s+/u).length;
    const isProse: boolean =
      words >= 6 ||
      (wasProse && words >= 2 && /^\p{Ll}/u.test(text)) ||
      (wasProse && /[.!?]$/u.test(text) && !/^\d/u.test(text));
    if (isProse) prose += !wasProse ? `\n${text}` : /\p{Ll}-$/u.test(prose) ? `\u0000${text}` : ` ${text}`;
    wasProse = isProse;
  }
  return prose.replace(/-\u0000/gu, '');
}

const abbreviations =
  /(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nr|Inc|Ltd|Co|Corp|vs|etc|e\.g|i\.e|al|Fig|Vol|pp|approx|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\b\p{Lu})\.$/u;

function sentencesOf(prose: string): string[] {
  return prose.split('\n').flatMap((paragraph) => {
    const sentences: string[] = [];
    for (const piece of paragraph.split(/(?<=[.!?]["”’)]?)\s+(?=["“(]?[\p{Lu}\d])/u)) {
      const last = sentences.at(-1);
      if (last !== undefined && abbreviations.test(last)) sentences[sentences.length - 1] = `${last} ${piece}`;
      else sentences.push(piece);
    }
    return sentences.map((sentence) => sentence.trim());
  });
}

function isInformative(sentence: string): boolean {
  const words = sentence.split(/\s+/u);
  const letters = (sentence.match(/\p{L}/gu) ?? []).length;
  const plain = words.filter((word) => /^["“(]?\p{L}[\p{Ll}'’-]*[,.;:!?)”"]*$/u.test(word)).length;
  return (
    words.length >= (/[.!?]['"”’)]?$/u.test(sentence) ? 7 : 14) &&
    sentence.length <= 600 &&
    letters > sentence.length * 0.65 &&
    plain > words.length * 0.6 &&
    !/@|https?:|www\.|all rights reserved|©/iu.test(sentence)
  );
}

/** A document without sentences (a receipt, a statement) is summarized by its heading lines and sums. */
function keyLines(cells: readonly DocumentCell[]): string[] {
  const heading = cells
    .slice(0, 4)
    .map((cell) => cell.text)
    .filter((text) => /\p{L}{3}/u.test(text))
    .slice(0, 2)
    .join(', ');
  const sums = cells.flatMap((cell, at) => {
    if (
      !/^(?:grand )?(?:total|amount due|balance|(?:closing|ending|new|beginning|opening) balance|net pay)\b/iu.test(
        cell.text,
      )
    )
      return [];
    const line = findAmounts(cell.text).length > 0 ? cell.text : `${cell.text} ${cells[at + 1]?.text ?? ''}`;
    return findAmounts(line).length > 0 ? [line] : [];
  });
  const lines = [heading, ...new Set(sums)].filter((line) => line !== '');
  return lines.length > 0 ? lines : ['The document has no text that could be summarised.'];
}
