import type { TrainingExample } from './training-records';

/** Weights of the three distributions that are mixed, together 1. */
export interface MixtureWeights {
  /** By the word before. */
  readonly pair: number;
  /** By the word alone. */
  readonly word: number;
  /** Every word alike, unknown ones too: what keeps the loss finite. */
  readonly uniform: number;
}

/** Counts of pairs and words in training data. */
export interface BigramCounts {
  readonly pairs: ReadonlyMap<string, number>;
  readonly befores: ReadonlyMap<string, number>;
  readonly words: ReadonlyMap<string, number>;
  readonly total: number;
}

const end = '\u0000end';
const start = '\u0000start';

/** Counts what follows what, in prompts and in answers. */
export function countBigrams(examples: readonly TrainingExample[]): BigramCounts {
  const pairs = new Map<string, number>();
  const befores = new Map<string, number>();
  const words = new Map<string, number>();
  let total = 0;
  const add = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { prompt, completion } of examples) {
    const all = [start, ...wordsOf(prompt), ...wordsOf(completion), end];
    for (const [index, word] of all.slice(1).entries()) {
      add(pairs, pairKey(all[index]!, word));
      add(befores, all[index]!);
      add(words, word);
      total += 1;
    }
  }
  return { pairs, befores, words, total };
}

/** A place in an answer: what the three distributions give its word. */
export interface ScoredWord {
  readonly pair: number;
  readonly word: number;
  readonly uniform: number;
}

/**
 * Scores the words of the answers, the end of each included. With `leaveOneOut` each word is taken out of the counts before it is
 * scored, so that training data are not judged by themselves.
 */
export function scoreAnswers(
  counts: BigramCounts,
  examples: readonly TrainingExample[],
  { leaveOneOut }: { readonly leaveOneOut: boolean },
): readonly (readonly ScoredWord[])[] {
  const less = leaveOneOut ? 1 : 0;
  const uniform = 1 / (counts.words.size + 1);
  return examples.map(({ prompt, completion }) => {
    const answer = [...wordsOf(completion), end];
    const before = [wordsOf(prompt).at(-1) ?? start, ...answer.slice(0, -1)];
    return answer.map((word, index) => ({
      pair: share(counts.pairs.get(pairKey(before[index]!, word)), counts.befores.get(before[index]!), less),
      word: share(counts.words.get(word), counts.total, less),
      uniform,
    }));
  });
}

/** Mean loss in nats a word. */
export function lossOf(scored: readonly (readonly ScoredWord[])[], weights: MixtureWeights): number {
  const words = scored.flat();
  const sum = words.reduce((total, each) => total - Math.log(probability(each, weights)), 0);
  return sum / words.length;
}

/** Weights that fit the scored words better: one round of expectation maximisation, by which the loss never grows. */
export function refineWeights(scored: readonly (readonly ScoredWord[])[], weights: MixtureWeights): MixtureWeights {
  const words = scored.flat();
  let pair = 0;
  let word = 0;
  for (const each of words) {
    const whole = probability(each, weights);
    pair += (weights.pair * each.pair) / whole;
    word += (weights.word * each.word) / whole;
  }
  const [shareOfPair, shareOfWord] = [pair / words.length, word / words.length];
  return { pair: shareOfPair, word: shareOfWord, uniform: Math.max(0, 1 - shareOfPair - shareOfWord) };
}

function probability(each: ScoredWord, weights: MixtureWeights): number {
  return Math.max(
    Number.MIN_VALUE,
    weights.pair * each.pair + weights.word * each.word + weights.uniform * each.uniform,
  );
}

/** Words, numbers and signs, in small letters. */
function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}+|\p{N}+|[^\s\p{L}\p{N}]/gu) ?? [];
}

function pairKey(before: string, word: string): string {
  return `${before}\u0001${word}`;
}

function share(count: number | undefined, of: number | undefined, less: number): number {
  const rest = (of ?? 0) - less;
  return rest <= 0 ? 0 : Math.max(0, (count ?? 0) - less) / rest;
}
