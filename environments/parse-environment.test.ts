import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentNames } from './load-environments';
import { parseEnvironment } from './parse-environment';

/** With alarms that notify someone: without, it has a warning. */
const dev = `${readFileSync(join(__dirname, 'dev.yaml'), 'utf8')}alarms: { email: team@example.com }\n`;

/** The diagnostics of dev.yaml after one change, as `line:column: message`. */
function said(find: string | RegExp, replacement: string): string[] {
  expect(dev).toMatch(find);
  const { diagnostics } = parseEnvironment(dev.replace(find, replacement), 'environments/dev.yaml');
  return diagnostics.map(({ span, message }) => `${span.start.line}:${span.start.column}: ${message}`);
}

describe('parseEnvironment', () => {
  it.each(environmentNames(__dirname))('takes %s.yaml', (name) => {
    const { environment, diagnostics } = parseEnvironment(readFileSync(join(__dirname, `${name}.yaml`), 'utf8'), name);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(environment).toBeDefined();
  });

  it.each([
    [
      'an unknown key',
      /^protectData:/m,
      'protectDate: true\nprotectData:',
      ['11:1: `protectDate` is not a key of an environment'],
    ],
    [
      'an unknown key further down',
      '  maxPages: 500',
      '  maxPages: 500\n  maxPage: 1',
      ['17:3: `documents.maxPage` is not a key of an environment'],
    ],
    ['a missing value', /^region: .*\n/m, '', ['4:1: `region` is missing']],
    ['a missing value further down', /^ {2}maxPages: .*\n/m, '', ['14:1: `documents.maxPages` is missing']],
    [
      'text where a number is due',
      'maxPages: 500',
      'maxPages: many',
      ['16:13: `documents.maxPages` must be a number, it is `"many"`'],
    ],
    [
      'a fraction where a whole number is due',
      'maxTokens: 2000',
      'maxTokens: 0.5',
      ['26:14: `bedrock.maxTokens` must be a whole number, it is `0.5`'],
    ],
    [
      'text where true or false is due',
      'protectData: false',
      'protectData: no',
      ['11:14: `protectData` must be `true` or `false`, it is `"no"`'],
    ],
    [
      'a temperature out of bounds',
      'temperature: 0',
      'temperature: 1.5',
      ['24:16: `bedrock.temperature` must be at most 1, it is `1.5`'],
    ],
    [
      'a toolChoice that is unknown',
      'toolChoice: tool',
      'toolChoice: any',
      ['25:15: `bedrock.toolChoice` must be `tool` or absent, it is `"any"`'],
    ],
    [
      'half a guardrail',
      'requestsPerMinute: 50',
      'requestsPerMinute: 50\n  guardrail: { id: gr7abc12 }',
      ['28:3: `bedrock.guardrail.version` is missing'],
    ],
    [
      'a guardrail version that YAML takes for a number',
      'requestsPerMinute: 50',
      'requestsPerMinute: 50\n  guardrail: { id: gr7abc12, version: 1 }',
      ['28:39: `bedrock.guardrail.version` must be text (quote it), it is `1`'],
    ],
    [
      'a number out of bounds',
      'confidenceThreshold: 0.8',
      'confidenceThreshold: 80',
      ['34:24: `review.confidenceThreshold` must be at most 1, it is `80`'],
    ],
    [
      'a region that is none',
      'region: us-east-1',
      'region: Virginia',
      ['3:9: `region` must be an AWS region such as `us-east-1`, it is `"Virginia"`'],
    ],
    [
      'a period that CloudWatch does not have',
      'logRetentionDays: 14',
      'logRetentionDays: 15',
      [expect.stringMatching(/^12:19: `logRetentionDays` must be one of CloudWatch's periods: .*, it is `15`$/)],
    ],
    [
      'an account as a number',
      'tags:',
      'allowedAccountIds: [123456789012]\ntags:',
      ['5:21: `allowedAccountIds.0` must be text (quote it), it is `123456789012`'],
    ],
    ['a tab', '  maxPages', '\tmaxPages', ['16:1: a tab is used to indent']],
    [
      'a key given twice',
      /^protectData:/m,
      'region: us-east-1\nprotectData:',
      ['11:1: the key `region` is twice in the same object'],
    ],
  ])('tells the place of %s', (_, find, replacement, expected) => {
    expect(said(find, replacement)).toEqual(expected);
  });

  it('reports every mistake, not the first only', () => {
    const { diagnostics } = parseEnvironment('region: us-east-1\n', 'new.yaml');
    expect(diagnostics.map(({ message }) => message)).toContain('`documents` is missing');
    expect(diagnostics.length).toBeGreaterThan(5);
  });

  it('tells where aliases make a value that no memory holds, and what to do', () => {
    const bomb = [...'abcdefghi']
      .map(
        (name, at, all) =>
          `${name}: &${name} [${Array(9)
            .fill(at === 0 ? '1' : `*${all[at - 1]}`)
            .join(', ')}]`,
      )
      .join('\n');

    expect(parseEnvironment(`${dev}${bomb}\n`, 'environments/dev.yaml').diagnostics).toMatchObject([
      {
        severity: 'error',
        message: 'aliases make this value larger than the 500000 values that a file may hold',
        span: { file: 'environments/dev.yaml', start: { line: dev.split('\n').length + 5, column: 7 } },
        help: 'write the values out where they are used, without aliases of aliases',
      },
    ]);
  });

  it('tells where an alias stands inside what it names', () => {
    expect(said('tags:', 'more: &a [*a]\ntags:')).toEqual(['5:10: an alias stands inside the value that it names']);
  });

  it('names the key that a misspelt one may have meant, else the ones there are', () => {
    const helpFor = (key: string) =>
      parseEnvironment(dev.replace('  maxPages', `  ${key}`), 'dev.yaml').diagnostics.map(({ help }) => help);
    expect(helpFor('maxPage')).toEqual(['did you mean `maxPages`?']);
    expect(helpFor('colour')).toContain('known keys here are `maxBytes`, `maxPages`, `syncMaxBytes`');
  });

  it.each(['', '# nothing\n', '[]', 'just text'])('refuses a file that holds %j', (text) => {
    expect(parseEnvironment(text, 'empty.yaml').diagnostics).not.toEqual([]);
  });
});
