import type { LetterList, ListedLetter } from './dead-letter-model';
import type { ReadLetters } from './letter-reader';

/** What is counted, and filtered by. */
const members = ['error', 'status', 'kind'] as const;
type Member = (typeof members)[number];

/** Letters in an answer. */
const mostListed = 1_000;

/** Returns the letters that a query lets through: `error=…&status=…&kind=…&q=…`, of which each may be repeated but `q`. */
export function filterLetters({ letters, asOf }: ReadLetters, query: URLSearchParams): LetterList {
  const words = (query.get('q') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const searched = letters.filter((letter) => words.every((word) => textOf(letter).includes(word)));
  const passes = (letter: ListedLetter, member: Member): boolean => {
    const wanted = query.getAll(member).filter((value) => value !== '');
    return wanted.length === 0 || wanted.includes(letter[member] ?? '');
  };
  const matching = searched.filter((letter) => members.every((member) => passes(letter, member)));
  const countsOf = (member: Member): Readonly<Record<string, number>> => {
    const others = members.filter((other) => other !== member);
    const counts: Record<string, number> = {};
    for (const letter of searched.filter((each) => others.every((other) => passes(each, other)))) {
      const value = letter[member];
      if (value !== undefined) counts[value] = (counts[value] ?? 0) + 1;
    }
    return counts;
  };
  return {
    asOf,
    total: letters.length,
    matching: matching.length,
    letters: matching.slice(0, mostListed),
    counts: { error: countsOf('error'), status: countsOf('status'), kind: countsOf('kind') },
  };
}

function textOf({ name, documentId = '', executionArn, state, error, reason }: ListedLetter): string {
  return [name, documentId, executionArn, state, error, reason].join('\n').toLowerCase();
}
