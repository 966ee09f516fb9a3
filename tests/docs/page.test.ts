import { checkExcerpt, checkSyntax } from './check-blocks';
import { commandsInProse, problemsOfCommands } from './check-commands';
import { readPage } from './page';

const instructionsOf = (block: string) => readPage('page.md', `Text.\n\n${block}\n`).instructions;

it('reads commands with their output, which go on after a backslash and in a quote', () => {
  const block = "```console slow\n$ first \\\n  --more\nprinted\n$ second '{\n}'\n```";

  expect(instructionsOf(block)).toEqual([
    { kind: 'run', line: 4, class: 'slow', command: 'first \\\n  --more', output: ['printed'] },
    { kind: 'run', line: 7, class: 'slow', command: "second '{\n}'", output: [] },
  ]);
});

it.each([
  ['```\n$ ls\n```'],
  ['```console later\n$ ls\n```'],
  ['```console\nls\n```'],
  ['```bash\nls\n```'],
  ['```text\na\n```'],
])('accepts no block without a class: %j', (block) => {
  expect(instructionsOf(block)).toEqual([expect.objectContaining({ kind: 'unknown' })]);
});

it.each([
  ['yaml', 'a: 1', 'a: {'],
  ['json', '"a": 1', '"a": }'],
  ['ts', 'const a: number = 1;', 'const a: = 1;'],
  ['csv', 'a,b\n1,2\n', 'a,b\n1,2,3\n'],
])('parses %s', (language, right, wrong) => {
  expect(() => checkSyntax(language, right)).not.toThrow();
  expect(() => checkSyntax(language, wrong)).toThrow();
});

it('compares an excerpt with its file', () => {
  expect(() => checkExcerpt('b\n…\nd\n', 'a\nb\nc\nd\ne\n')).not.toThrow();
  expect(() => checkExcerpt('b\nd\n', 'a\nb\nc\nd\ne\n')).toThrow('does not have these lines');
});

it.each([
  ['npx asl check definitions', []],
  ['npx pipelines review approve $(npx pipelines review --reason total --ids)', []],
  ['npx asl chek', ['`asl` has no command `chek`']],
  ['npx asl local revue', ['`asl` has no command `local revue`']],
  ['npx pipelines ledger list --jsn', ['`pipelines ledger list` has no option `--jsn`']],
  ['npm run bench # all', []],
  ['npm run banch', ['package.json has no script `banch`']],
])('finds what is wrong with `%s`', (command, problems) => {
  expect(problemsOfCommands(command)).toEqual(problems);
});

it('reads commands in prose', () => {
  expect(commandsInProse('Use `asl check` or `npm test`, not `a`.')).toBe('asl check\nnpm test');
});
