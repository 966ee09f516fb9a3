import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCaseFile } from '..';

const folder = mkdtempSync(join(tmpdir(), 'included-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));

const states = `
    Ask:
      Type: Task
      Resource: arn:aws:states:::lambda:invoke
      Arguments: { FunctionName: \${Name}, Payload: '{% $states.input %}' }
      Output: '{% $states.result %}'
      Next: Choose
    Choose:
      Type: Choice
      Choices: [{ Condition: '{% $states.input = 1 %}', Next: One }]
      Default: Other
    One: { Type: Succeed }
    Other: { Type: Succeed }
`;
const small = `QueryLanguage: JSONata\nStartAt: Ask\nStates:${states.replace(/^ {2}/gm, '')}`;
const smallCases = `
substitutions: { Name: f }
input: in
mocks: { Ask: { return: 1 } }
cases:
  - { name: says one, expect: { output: 1, path: [Ask, One], calls: { Ask: [{ FunctionName: f, Payload: in }] } } }
  - { name: says two, mocks: { Ask: { return: 2 } }, expect: { output: 2 } }
`.replace('path: [Ask, One]', 'path: [Ask, Choose, One]');
const large = `
QueryLanguage: JSONata
StartAt: Each
States:
  Each:
    Type: Map
    ItemProcessor:
      ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: EXPRESS }
      StartAt: Ask
      States:${states.replace(/^/gm, '    ')}
    End: true
`;

function open(cases: string, definition = large) {
  writeFileSync(join(folder, 'small.asl.yaml'), small);
  writeFileSync(join(folder, 'small.cases.yaml'), smallCases);
  writeFileSync(join(folder, 'large.asl.yaml'), definition);
  const file = join(folder, 'large.cases.yaml');
  writeFileSync(file, cases);
  return openCaseFile(file);
}

async function unmetOf(suite: ReturnType<typeof open>) {
  const results = [];
  for (const test of suite.caseFile.cases) results.push(await suite.run(test));
  return {
    results,
    unmet: results.flatMap(({ test, unmet }) =>
      unmet.map(({ expectation, message }) => `${test.name}: ${expectation}: ${message}`),
    ),
  };
}

describe("another file's cases", () => {
  it('hold for a child of a Distributed Map, and count for the coverage of the whole', async () => {
    const suite = open('include: { file: small.cases.yaml, child: Each }');
    const { results, unmet } = await unmetOf(suite);
    expect(unmet).toEqual([]);
    expect(results.map(({ test }) => test.name)).toEqual(['says one (as small)', 'says two (as small)']);
    expect(suite.coverage(results).uncovered.map(({ state }) => state)).toEqual(['Each']);
  });

  it('fail where the child does otherwise', async () => {
    const suite = open('include: { file: small.cases.yaml, child: Each }', large.replace('input = 1', 'input = 2'));
    expect((await unmetOf(suite)).unmet).toEqual([expect.stringContaining('says one (as small): path')]);
  });

  it('are left out by name, or expected to end otherwise', async () => {
    const suite = open(`
include:
  file: small.cases.yaml
  child: Each
  except: [says one]
  instead: [{ case: says two, mocks: { Ask: { return: 3 } }, expect: { output: 3 } }]
`);
    const { results, unmet } = await unmetOf(suite);
    expect(unmet).toEqual([]);
    expect(results.map(({ test }) => test.name)).toEqual(['says two (otherwise)']);
    expect(suite.caseFile.excepted.map(({ name }) => name)).toEqual(['says one (as small)', 'says two (as small)']);
  });

  it('take answers under a member, and leave states between out of their paths', async () => {
    const payload = large.replace('$states.result %}', '$states.result.Payload %}');
    const suite = open(
      'include: { file: small.cases.yaml, child: Each, answersUnder: { Ask: Payload }, between: [Choose] }',
      payload,
    );
    expect((await unmetOf(suite)).unmet).toEqual([expect.stringContaining('says one (as small): path')]);
    const longer = payload
      .replace('Next: Choose', 'Next: Between')
      .replace('      Choose:', '      Between: { Type: Pass, Next: Choose }\n        Choose:');
    const between = open(
      'include: { file: small.cases.yaml, child: Each, answersUnder: { Ask: Payload }, between: [Between] }',
      longer,
    );
    expect((await unmetOf(between)).unmet).toEqual([]);
  });

  it.each([
    ['include: { file: small.cases.yaml, child: Each, except: [says three] }', 'has no case `says three`'],
    ['include: { file: small.cases.yaml, instead: [{ case: says four, expect: {} }] }', 'has no case `says four`'],
    ['include: { file: large.cases.yaml }', 'a file cannot include itself'],
    ['include: { file: small.cases.yaml, exept: [] }', 'exept'],
  ])('are refused with %s', (cases, message) => {
    expect(() => open(cases)).toThrow(message);
  });

  it('need a Distributed Map of the name that is given', async () => {
    const suite = open('include: { file: small.cases.yaml, child: Ask }');
    await expect(suite.run(suite.caseFile.cases[0]!)).rejects.toThrow('no Distributed Map of that name');
  });
});

describe('unreachable', () => {
  const one = `
substitutions: { Name: f }
cases: [{ name: one, child: Each, mocks: { Ask: { return: 1 } } }]
`;
  const uncovered = async (list: string) => {
    const suite = open(`${one}unreachable: ${list}`);
    const { results } = await unmetOf(suite);
    return suite.coverage(results).uncovered.map(({ description }) => description);
  };

  it('takes what nothing reaches out of the coverage', async () => {
    const always = await uncovered('[]');
    expect(always).toContain('state `Other`');
    expect(await uncovered("[{ state: Other, because: 'of the mocks' }]")).toEqual(
      always.filter((each) => each !== 'state `Other`'),
    );
  });

  it('tells of what is reached all the same, and of what is not there', async () => {
    expect(await uncovered("[{ state: Choose, rule: 1, because: 'of a slip' }]")).toContain(
      'rule 1 of `Choose` → `One` is said to be `unreachable`',
    );
    expect(await uncovered("[{ state: Choose, rule: 2, because: 'of a slip' }]")).toContain(
      'an entry of `unreachable` for `Choose` names nothing that is there',
    );
  });
});
