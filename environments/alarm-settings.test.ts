import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostic } from '@document-pipelines/asl/diagnostics';
import { parseEnvironment } from './parse-environment';

const dev = readFileSync(join(__dirname, 'dev.yaml'), 'utf8');
const line = dev.split('\n').length;

/** The diagnostics of dev.yaml with this line, as they are printed. */
function printed(alarms: string): string[] {
  const text = `${dev}${alarms}\n`;
  return parseEnvironment(text, 'environments/dev.yaml').diagnostics.map((each) => formatDiagnostic(each, text));
}

const topic = (region: string) => `arn:aws:sns:${region}:123456789012:on-call`;

describe('the section `alarms` of an environment', () => {
  it.each([
    ['an address', '{ email: team@example.com }'],
    ['a topic', `{ topicArn: ${topic('us-east-1')} }`],
    [
      'a topic of another partition, in its region',
      `{ topicArn: 'arn:aws-us-gov:sns:us-east-1:123456789012:on-call' }`,
    ],
    ['an address and a topic', `{ email: team@example.com, topicArn: ${topic('us-east-1')} }`],
  ])('accepts %s', (_, alarms) => {
    expect(printed(`alarms: ${alarms}`)).toEqual([]);
  });

  it.each([
    ['without the section', '', /^environments\/dev\.yaml:3:1: warning: `alarms` has no `email` and no `topicArn`/],
    ['with neither', 'alarms: {}', new RegExp(`^environments/dev\\.yaml:${line}:1: warning: \`alarms\` has no`)],
  ])('warns %s, and names file, key and what to write', (_, alarms, expected) => {
    const [warning, ...others] = printed(alarms);
    expect(warning).toMatch(expected);
    expect(warning).toContain('help: write `alarms: { email: you@example.com }` with your address');
    expect(others).toEqual([]);
  });

  it.each([
    ['a misspelt key', '{ emial: team@example.com }', /`alarms\.emial` is not a key .*did you mean `email`\?/s],
    ['another misspelt key', `{ topicARN: ${topic('us-east-1')} }`, /`alarms\.topicARN` .*did you mean `topicArn`\?/s],
    [
      'a name instead of an address',
      '{ email: team }',
      /error: `alarms\.email` must be an email address, it is `"team"`/,
    ],
    [
      'a FIFO topic',
      `{ topicArn: ${topic('us-east-1')}.fifo }`,
      /`alarms\.topicArn` must be the ARN of a standard topic/,
    ],
    ['a queue', '{ topicArn: arn:aws:sqs:us-east-1:123456789012:q }', /must be the ARN of a standard topic of SNS/],
    [
      'a topic of another region',
      `{ topicArn: ${topic('eu-west-1')} }`,
      /error: .* must be a topic of us-east-1, it is/,
    ],
  ])('rejects %s', (_, alarms, expected) => {
    expect(printed(`alarms: ${alarms}`)).toEqual([expect.stringMatching(expected)]);
  });
});
