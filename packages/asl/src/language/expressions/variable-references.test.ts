import type { StateMachineDefinition } from '../definition';
import { findVariableReferences, variablesOfJsonata, variablesOfJsonPath } from './variable-references';

describe('the variables of an expression', () => {
  test.each([
    ['$a + $b.c[$d]', ['a', 'b', 'd']],
    ['$states.input ~> $count', []],
    ['($x := $y; $x + $z)', ['y', 'z']],
    ['($x := $x; $x)', ['x']],
    ['$map($list, function($v, $i) { $v + $i + $k })', ['k', 'list']],
    ['(($x := 1); $x)', ['x']],
    ["{ $key: $value, 'a': $$ }", ['key', 'value']],
    ['($f := function($n) { $n = 0 ? $a : $f($n - 1) }; $f(3))', ['a']],
    ['($even := function($n) { $odd($n) }; $odd := function($n) { $even($n) }; $even(1))', []],
    ['$states.input.lines@$line#$i.{ "n": $i, "line": $line, "x": $x }', ['x']],
  ])('in JSONata: %s reads %j', (text, names) => {
    expect(variablesOfJsonata(text)).toEqual(names);
  });

  test.each([
    ['$a.b', ['a']],
    ['$.a', []],
    ['$$.a', []],
    ["States.Format('{}', $a, States.Array($.x, $b[0]))", ['a', 'b']],
  ])('in JSONPath: %s reads %j', (text, names) => {
    expect(variablesOfJsonPath(text)).toEqual(names);
  });
});

it('lists the variables of each state, those of inner scopes under the names of their states', () => {
  const definition: StateMachineDefinition = {
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', InputPath: '$in', Parameters: { 'x.$': '$b', y: '$c' }, ResultPath: '$.d', Next: 'B' },
      B: {
        Type: 'Map',
        ItemsPath: '$items',
        ItemProcessor: {
          StartAt: 'C',
          States: { C: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% [$e, $e] %}', End: true } },
        },
        Next: 'D',
      },
      D: { Type: 'Choice', Choices: [{ Not: { Variable: '$f', NumericEqualsPath: '$g' }, Next: 'E' }] },
      E: { Type: 'Succeed' },
    },
  };

  expect(findVariableReferences(definition)).toEqual({ A: ['b', 'in'], B: ['items'], C: ['e'], D: ['f', 'g'] });
});
