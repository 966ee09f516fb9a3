import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import { checkText } from '../../../language/check';
import { formats, type Report } from '.';

const schema = join(__dirname, 'testdata/sarif-2.1.0-rtm.5.json');
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  JSON.parse(readFileSync(schema, 'utf8')),
);

function reportOf(...texts: readonly (readonly [file: string, text: string])[]): Report {
  return { files: texts.map(([file, text]) => ({ file, text, diagnostics: checkText(text, file) })) };
}

const report = reportOf(
  ['a,b: 100% é/x.asl.yaml', 'StartAt: Sart\nStates: { Start: { Type: Pass, Next: "%0A\\r\\n::error::x" } }\n'],
  ['good.asl.yaml', 'StartAt: A\nStates: { A: { Type: Succeed } }\n'],
  ['/abs/tab.asl.yaml', 'StartAt: A\nStates:\n\tA: {}\n'],
  ['j.asl.json', '{"StartAt": "A", "States": {"A": {"Type": "Succeed",}}'],
);

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly rules: readonly { readonly id: string; readonly help: { text: string } }[] };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly locations: readonly {
          readonly physicalLocation: { readonly region: object; readonly artifactLocation: { readonly uri: string } };
        }[];
        readonly fixes?: unknown;
      }[];
    },
  ];
}

describe('the format sarif', () => {
  const sarif = JSON.parse(formats.sarif(report)) as Sarif;
  const [{ results, tool }] = sarif.runs;

  it.each([
    ['findings', report],
    ['no finding', reportOf(['good.asl.yaml', 'StartAt: A\nStates: { A: { Type: Succeed } }\n'])],
    ['no text', { files: [{ file: 'x', diagnostics: [] }] }],
  ])('holds to the schema with %s', (_, each) => {
    isSarif(JSON.parse(formats.sarif(each)));
    expect(isSarif.errors).toBeNull();
  });

  it('is rejected by the schema where a member is wrong', () => {
    expect(isSarif({ ...sarif, version: '2.0.0' })).toBe(false);
    expect(isSarif({ ...sarif, runs: [{ ...sarif.runs[0], columnKind: 'bytes' }] })).toBe(false);
  });

  it('has a result for every finding, with its rule, and the rules with their pages', () => {
    expect(results).toHaveLength(report.files.flatMap(({ diagnostics }) => diagnostics).length);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    for (const { id, help } of tool.driver.rules) expect(help.text).not.toBe(id);
  });

  it('encodes paths, and places findings and fixes', () => {
    const [first] = results;
    const location = first?.locations[0]?.physicalLocation;
    expect(location?.artifactLocation.uri).toBe('a%2Cb%3A%20100%25%20%C3%A9/x.asl.yaml');
    expect(location?.region).toEqual({ startLine: 1, startColumn: 10, endLine: 1, endColumn: 14 });
    expect(first?.fixes).toMatchObject([
      {
        artifactChanges: [
          {
            replacements: [
              {
                deletedRegion: { startLine: 1, startColumn: 10, endLine: 1, endColumn: 14 },
                insertedContent: { text: 'Start' },
              },
            ],
          },
        ],
      },
    ]);
    expect(results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri)).toContain(
      'file:///abs/tab.asl.yaml',
    );
  });
});

describe('the format github', () => {
  it('escapes what would end a property, a message or a line', () => {
    const lines = formats.github(report).split('\n');

    expect(lines[0]).toBe(
      '::error file=a%2Cb%3A 100%25 é/x.asl.yaml,line=1,col=10,endLine=1,endColumn=14,title=unknown-start-state::' +
        '`StartAt` names `Sart`, which is not a state of this scope%0Ahelp: did you mean `Start`?',
    );
    expect(lines[1]).toContain('title=unknown-next-state::`Next` names `%250A ::error::x`');
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^::(?:error|warning) file=[^,:]+,line=\d+,col=\d+,/);
    expect(lines.at(-1)).toMatch(/^4 definitions checked: \d+ errors/);
  });
});

describe('the formats json and text', () => {
  it('name what was fixed', () => {
    const [
      {
        diagnostics: [fixed],
      },
    ] = report.files as [Report['files'][number]];
    const after: Report = { files: [report.files[1]!], fixed: [fixed!] };

    expect(JSON.parse(formats.json(after))).toMatchObject({
      errors: 0,
      fixed: [{ line: 1, ruleId: 'unknown-start-state' }],
    });
    expect(formats.text(after, false)).toBe(
      'fixed a,b: 100% é/x.asl.yaml:1:10: `StartAt` names `Sart`, which is not a state of this scope [unknown-start-state]\n' +
        '1 definition checked, 1 problem fixed, no problems found',
    );
  });
});
