import { parseJson, parseJsonObject } from './json-object';

describe('parseJson', () => {
  it.each([
    ['null', null],
    ['[1]', [1]],
    ['', undefined],
    ['{', undefined],
  ])('reads %j as %j', (text, value) => expect(parseJson(text)).toEqual(value));
});

describe('parseJsonObject', () => {
  it.each([
    ['{"a": 1}', { a: 1 }],
    ['[]', undefined],
    ['null', undefined],
    ['"a"', undefined],
    ['a', undefined],
  ])('reads %j as %j', (text, value) => expect(parseJsonObject(text)).toEqual(value));
});
