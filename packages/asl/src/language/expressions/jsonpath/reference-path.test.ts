import type { Json } from '../../definition';
import { compileReferencePath } from './reference-path';

describe('a reference path', () => {
  test.each<[string, Json, Json]>([
    ['$', { a: 1 }, 'new'],
    ['$.b', { a: 1 }, { a: 1, b: 'new' }],
    ['$.a', { a: 1 }, { a: 'new' }],
    ['$.a.b.c', {}, { a: { b: { c: 'new' } } }],
    ["$['a b'].c", { 'a b': { d: 1 } }, { 'a b': { d: 1, c: 'new' } }],
    ['$.list[1].a', { list: [0, { b: 1 }] }, { list: [0, { b: 1, a: 'new' }] }],
  ])('%s in %j makes %j', (path, root, written) => {
    const before = JSON.stringify(root);

    expect(compileReferencePath(path).write(root, 'new')).toEqual(written);
    expect(JSON.stringify(root)).toBe(before);
  });

  test.each<[string, Json]>([
    ['$.a', 'text'],
    ['$.a.b', { a: 1 }],
    ['$.a[0]', { a: [] }],
    ['$.a[0]', {}],
  ])('%s in %j is a conflict', (path, root) => {
    expect(() => compileReferencePath(path).write(root, 1)).toThrow(
      `States.ReferencePathConflict: Unable to apply ReferencePath ${path} to input ${JSON.stringify(root)}`,
    );
  });

  test.each(['$.a[*]', '$..a', '$.a[1:2]', '$$.a', '$v.a', "$['a','b']", 'a'])('%s is none', (path) => {
    expect(() => compileReferencePath(path)).toThrow();
  });

  it('writes __proto__ as an ordinary member', () => {
    const written = compileReferencePath('$.__proto__.polluted').write({}, 1);

    expect(JSON.stringify(written)).toBe('{"__proto__":{"polluted":1}}');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
