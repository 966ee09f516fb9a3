import { waiting } from '../../tests/fixtures/reviews-fixture';
import { operatorCommands } from '../operator-commands';
import { filterReviews, findReviews } from './find-reviews';
import type { Review } from './reviews';

const commands = operatorCommands({ environment: 'prod' });
const ids = Array.from({ length: 131 }, (_, index) => `review-${(index * 7919).toString(16).padStart(16, 'a')}`);
const reviews: readonly Review[] = ids.map((reviewId, index) => ({
  ...waiting,
  reviewId,
  key: `incoming/${index}.pdf`,
}));
const [first = '', second = ''] = ids;

function find(...asked: readonly string[]): readonly string[] {
  return findReviews(reviews, asked, commands).map(({ reviewId }) => reviewId);
}

describe('reviews', () => {
  it('are found by several ids, beginnings of ids and keys, each once', () => {
    const last = ids.at(-1) ?? '';

    expect(find(first, 'incoming/1.pdf', last.slice(0, -1), first)).toEqual([first, second, last]);
  });

  it.each([
    [`${first.slice(0, -1)}1`, `; similar: ${first} (incoming/0.pdf)`],
    ['99.pdf', `; similar: ${ids[99]} (incoming/99.pdf)`],
    ['nonsense', ''],
  ])('that are not there are told with near ones and the command that lists: %s', (id, near) => {
    const said = messageOf(id);

    expect(said).toMatch(new RegExp(`^there is no review ${id}`));
    expect(said).toContain(near);
    expect(said).toMatch(/; `npx pipelines review --env prod` lists 131 waiting review\(s\)$/);
    expect(said.replace(id, '').match(/review-[0-9a-f]{16}/g)?.length ?? 0).toBeLessThanOrEqual(3);
  });

  it('of which an id is the beginning of many are told with three of them', () => {
    expect(messageOf('review-a')).toMatch(
      /^review-a matches 131 reviews, (review-\w+ \(\S+\), ){3}128 more: use a longer id$/,
    );
  });

  it('are filtered by words of a reason and by confidence; without one, by reasons alone', () => {
    const { confidence: _confidence, ...unsure } = waiting;
    const sure = { ...waiting, confidence: 0.95, reasons: ['Two suppliers.'] };
    const all = [waiting, sure, unsure];

    expect(filterReviews(all, { reason: 'TOTAL is' })).toEqual([waiting, unsure]);
    expect(filterReviews(all, { confidenceBelow: 0.8 })).toEqual([waiting]);
    expect(filterReviews(all, { reason: 'supplier', confidenceBelow: 0.8 })).toEqual([]);
    expect(filterReviews(all, {})).toEqual(all);
  });
});

function messageOf(id: string): string {
  try {
    return find(id).join();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
