import fc from 'fast-check';
import type { Json } from '../../definition';
import { StatesError } from '../states-error';
import { compileJsonPath } from './compile-json-path';

const input: Json = {
  name: 'n',
  nothing: null,
  'a-b': 1,
  'with space': 2,
  deep: { name: 'd', list: [{ name: 'l' }] },
  items: [
    { id: 1, price: 8.5, tags: ['x', 'y'], kind: 'Book' },
    { id: 2, price: 12, tags: [], kind: 'Pen', sold: null },
    { id: '3', price: 20, kind: 'book' },
  ],
};

function read(path: string): Json {
  return compileJsonPath(path).read(input, { Execution: { Name: 'e' } }, { v: { a: [1, 2] } });
}

function ids(path: string): Json {
  return (read(path) as readonly { id: Json }[]).map((item) => item.id);
}

describe('a definite path', () => {
  test.each<[string, Json]>([
    ['$', input],
    ['$.name', 'n'],
    ["$['name']", 'n'],
    ['$["with space"]', 2],
    ['$.a-b', 1],
    ['$.nothing', null],
    ['$.deep.list[0].name', 'l'],
    ['$.items[-1].id', '3'],
    ["$['name','a-b']", { name: 'n', 'a-b': 1 }],
    ['$$.Execution.Name', 'e'],
    ['$v.a[1]', 2],
    ['$v', { a: [1, 2] }],
  ])('%s is %j', (path, value) => {
    expect(compileJsonPath(path).isDefinite).toBe(true);
    expect(read(path)).toEqual(value);
  });

  test.each([
    ['$.no', "Invalid path '$.no' : No results for path: $['no']"],
    ['$.no.no', "Invalid path '$.no.no' : Missing property in path $['no']"],
    ['$.items[7]', "Invalid path '$.items[7]' : No results for path: $['items'][7]"],
    ['$.deep[0]', 'can only be applied to arrays'],
    ['$.name.x', "Expected to find an object with property ['x'] in path $['name']"],
    ['$.constructor', "No results for path: $['constructor']"],
    ['$.__proto__', "No results for path: $['__proto__']"],
  ])('%s throws: %s', (path, problem) => {
    expect(() => read(path)).toThrow(problem);
    expect(compileJsonPath(path).find(input, {}, {})).toBeUndefined();
  });
});

describe('a backslash in a quoted name', () => {
  const keys = { 'a\\b': 1, 'a\\n': 2, '\\u0041': 3, 'Test\\""Name"': 4, "it's": 5, 'back\\': 6, 'a"b': 7 };

  // Recorded on AWS: it is an ordinary character.
  test.each([
    [String.raw`$['a\b']`, 1],
    [String.raw`$["a\b"]`, 1],
    [String.raw`$['a\n']`, 2],
    [String.raw`$['\u0041']`, 3],
    [String.raw`$['Test\""Name"']`, 4],
  ])('%s is %j', (path, value) => {
    expect(compileJsonPath(path).read(keys, {}, {})).toBe(value);
  });

  test.each([
    [String.raw`$['it\'s']`, 5],
    [String.raw`$['back\\']`, 6],
    [String.raw`$["a\"b"]`, 7],
  ])('takes a quote or another: %s is %j', (path, value) => {
    expect(compileJsonPath(path).read(keys, {}, {})).toBe(value);
  });
});

describe('an indefinite path', () => {
  test.each<[string, Json]>([
    ['$.items[*].id', [1, 2, '3']],
    ['$.items[0,2].id', [1, '3']],
    ['$.items[1:].id', [2, '3']],
    ['$.items[:1].id', [1]],
    ['$.items[-2:].id', [2, '3']],
    ['$.items[::2].id', [1, '3']],
    ['$..name', ['n', 'd', 'l']],
    ['$.deep.*', ['d', [{ name: 'l' }]]],
    ['$.items[*].tags[0]', ['x']],
    ['$.no[*].id', []],
    ['$.no[1:]', []],
    ['$.name[*]', []],
  ])('%s is %j', (path, value) => {
    expect(compileJsonPath(path).isDefinite).toBe(false);
    expect(read(path)).toEqual(value);
  });

  test.each<[string, Json]>([
    ['$.items[?(@.price < 12)]', [1]],
    ['$.items[?(@.price <= 12 && @.kind != "Pen")]', [1]],
    ["$.items[?(@.kind == 'Pen' || @.kind == 'book')]", [2, '3']],
    ['$.items[?(!(@.id == 1))]', [2, '3']],
    ['$.items[?(@.tags)]', [1, 2]],
    ['$.items[?(@.sold)]', [2]],
    ['$.items[?(@.id == 3)]', ['3']],
    ['$.items[?(@.id === 3)]', []],
    ['$.items[?(@.kind =~ /book/i)]', [1, '3']],
    ["$.items[?(@.kind in ['Pen'])]", [2]],
    ["$.items[?('x' in @.tags)]", [1]],
    ["$.items[?(@.tags contains 'y')]", [1]],
    ['$.items[?(@.tags empty true)]', [2]],
    ['$.items[?(@.price > $.items[0].price)]', [2, '3']],
    ['$..[?(@.price == 12)]', [2]],
  ])('%s finds %j', (path, found) => {
    expect(ids(path)).toEqual(found);
  });
});

describe('a text that is no path', () => {
  test.each(['', 'a', '$.', '$.a[', '$.a[0', '$.a b', "$['a", '$.a[?(@.b ==)]', '$.a[?(@.b', '$.a[::0]', '$..'])(
    '%j is refused, and the place named',
    (path) => {
      expect(() => compileJsonPath(path)).toThrow(/is not a JSONPath: .* at character \d+/);
    },
  );
});

it('stops a catastrophic regular expression', () => {
  const path = compileJsonPath('$.l[?(@.t =~ /(a+)+b/)]');

  expect(() => path.read({ l: [{ t: 'a'.repeat(40) }] }, {}, {})).toThrow('took longer than 500 ms');
});

it('answers, or throws a StatesError, whatever the path and the input', () => {
  const piece = fc.constantFrom(
    '.a',
    '.b',
    '[0]',
    '[-1]',
    '[*]',
    '..a',
    '.*',
    '[1:]',
    "['a','b']",
    '[?(@.a)]',
    '[?(@ == 1)]',
    '[?(@.b > 0 || !@.a)]',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), fc.jsonValue({ maxDepth: 4 }), (pieces, value) => {
      const before = JSON.stringify(value);
      try {
        compileJsonPath(`$${pieces.join('')}`).read(value as Json, {}, {});
      } catch (error) {
        expect(error).toBeInstanceOf(StatesError);
      }
      expect(JSON.stringify(value)).toBe(before);
    }),
  );
});
