import type { Diagnostic } from '../../diagnostics';
import { readGraph } from '../model/read-graph';
import { coverageMarks, findingMarks } from './findings';
import { statePath } from './state-path';

it.each([
  [['Comment'], undefined],
  [['States'], undefined],
  [['States', 'A', 'Next'], 'A'],
  [['States', 'Extract', 'Branches', 1, 'StartAt'], 'Extract'],
  [['States', 'Extract', 'Branches', 1, 'States', 'Read', 'Retry', 0], 'Extract/1/Read'],
  [['States', 'Each', 'ItemProcessor', 'States', 'One', 'Parameters', 'States', 'x'], 'Each/One'],
  [['States', 'Each', 'Iterator', 'ProcessorConfig'], 'Each'],
])('the field %j is of the state %s', (field, path) => {
  expect(statePath(field)).toBe(path);
});

it('puts findings on their states', () => {
  const position = { line: 7, column: 1, offset: 0 };
  const finding: Diagnostic = {
    severity: 'error',
    ruleId: 'unknown-next-state',
    message: '`Next` names `B`',
    span: { file: 'a', start: position, end: position },
    path: ['States', 'A', 'Next'],
  };
  const { path: _path, ...ofMachine } = finding;
  const mark = { severity: 'error', ruleId: 'unknown-next-state', message: '`Next` names `B`', line: 7 };
  expect(findingMarks([finding, ofMachine])).toEqual([{ path: 'A', ...mark }, mark]);
});

it('puts what no case reaches on its state', () => {
  const inner = { StartAt: 'One', States: { One: { Type: 'Pass' as const, End: true } } };
  const { scope } = readGraph('m', {
    StartAt: 'Each',
    States: { Each: { Type: 'Map', ItemProcessor: inner, Next: 'Done' }, Done: { Type: 'Succeed' } },
  });
  const uncovered = [
    { kind: 'state', state: 'One', description: 'state `One`' },
    { kind: 'next', state: 'One', description: 'the end of One' },
    { kind: 'catcher', state: 'Each', description: 'catcher 1 of Each' },
  ];
  expect(coverageMarks(scope, uncovered)).toEqual([
    { path: 'Each', covered: 'part', missing: ['catcher 1 of Each'] },
    { path: 'Each/One', covered: 'none', missing: ['state `One`', 'the end of One'] },
  ]);
});
