import type { Json } from '../../definition';
import { compileJsonata } from './compile-jsonata';

/** Expressions as the document pipeline uses them, at the edge cases that its comments name. */
function find(expression: string, states: Json, variables: Record<string, Json> = {}) {
  const random = { next: () => 0, uuid: () => '' };
  return compileJsonata(expression).find({ states, variables, random, now: () => Date.parse('2026-01-01T00:00:00Z') });
}

const releaseAt = `(
  $tag := $states.result.TagSet[Key = 'release-at'].Value;
  $exists($tag) ? (
    $assert($contains($tag, /^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?(Z|[+-]\\d{2}:\\d{2})$/), 'no ISO 8601 time: ' & $tag);
    $at := $toMillis($tag);
    $assert($at <= $millis() + 300 * 86400000, 'not within 300 days: ' & $tag);
    $fromMillis($at)
  ) : 'none'
)`;

function withTags(...tags: [string, string][]): Json {
  return { result: { TagSet: tags.map(([Key, Value]) => ({ Key, Value })) } };
}

describe('the release tag', () => {
  it('is none where no tag has the key', () => {
    expect(find(releaseAt, withTags())).toBe('none');
    expect(find(releaseAt, withTags(['owner', 'a'], ['class', 'b']))).toBe('none');
  });

  it('is a time in UTC, whatever its offset', () => {
    expect(find(releaseAt, withTags(['owner', 'a'], ['release-at', '2026-03-01T08:00:00+02:00']))).toBe(
      '2026-03-01T06:00:00.000Z',
    );
  });

  test.each([
    ['tomorrow', 'D3141: no ISO 8601 time: tomorrow'],
    ['2027-03-01T00:00:00Z', 'D3141: not within 300 days: 2027-03-01T00:00:00Z'],
    ['2026-13-01T00:00:00Z', 'D3141: '],
    // $toMillis needs seconds with a time of day.
    ['2026-03-01T00:00Z', 'D3110: '],
  ])('is refused where it reads %s', (tag, problem) => {
    expect(() => find(releaseAt, withTags(['release-at', tag]))).toThrow(problem);
  });
});

describe("the model's answer", () => {
  const answer = `(
    $answer := $states.result.Output.Message.Content.ToolUse.Input;
    $assert($type($answer) = 'object', 'record_document must be called exactly once');
    $answer
  )`;
  const message = (...blocks: Json[]): Json => ({ result: { Output: { Message: { Content: blocks } } } });

  it('is the input of the one tool call among the blocks', () => {
    expect(find(answer, message({ Text: 'I think' }, { ToolUse: { Input: { a: 1 } } }))).toEqual({ a: 1 });
  });

  it('is refused where there is no tool call, and where there are two', () => {
    const call = { ToolUse: { Input: { a: 1 } } };

    expect(() => find(answer, message({ Text: 'no' }))).toThrow('D3141: record_document must be called exactly once');
    expect(() => find(answer, message(call, call))).toThrow('D3141');
  });
});

describe('small expressions', () => {
  test.each<[string, Json, Json]>([
    ["[$failed ? 'low', $list, $failed ? 'long']", { failed: true, list: ['a', 'b'] }, ['low', 'a', 'b', 'long']],
    ["[$failed ? 'low', $list, $failed ? 'long']", { failed: false, list: [] }, []],
    ["[$failed ? 'low', $list, $failed ? 'long']", { failed: false, list: ['a'] }, ['a']],
    [
      "$review = 'none' and ($confidence < 0.8 or $count($list) > 0)",
      { review: 'none', confidence: 0.9, list: [] },
      false,
    ],
    ["$releaseAt != 'none' and $toMillis($releaseAt) > $millis()", { releaseAt: 'none' }, false],
    ['$parse($cause).Error', { cause: '{"Error":"EmptyDocument"}' }, 'EmptyDocument'],
    ['$substring($cause, 0, 3)', { cause: '😀bcdef' }, '😀bc'],
    ["$string({ 'a': $cause, 'none': $states.nothing })", { cause: '"' }, '{"a":"\\""}'],
    ['$list', { list: ['only'] }, ['only']],
  ])('%s with %j is %j', (expression, variables, value) => {
    expect(find(expression, {}, variables as Record<string, Json>)).toEqual(value);
  });
});
