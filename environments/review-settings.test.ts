import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeEnvironment } from './environment';
import type { EnvironmentFile } from './environment-schema';
import { parseEnvironment } from './parse-environment';

/** With alarms that notify someone: without, it has a warning. */
const dev = `${readFileSync(join(__dirname, 'dev.yaml'), 'utf8')}alarms: { email: team@example.com }\n`;
const reminders = '  reminders: [0.5, 0.9]';

/** The diagnostics of dev.yaml with other reminders, without positions. */
function said(lines: string): string[] {
  expect(dev).toContain(reminders);
  return parseEnvironment(dev.replace(reminders, lines), 'dev.yaml').diagnostics.map(({ message }) => message);
}

describe('the review section of an environment', () => {
  it.each([
    ['no reminders', '  reminders: []'],
    ['a page of its own', '  url: https://reviews.example.org/page'],
    ['an issuer and an audience', '  jwt: { issuer: https://issuer.example, audience: [reviews] }'],
    ['a claim', '  jwt: { issuer: https://issuer.example, audience: [reviews], reviewerClaim: email }'],
  ])('takes %s', (_, lines) => {
    expect(said(lines)).toEqual([]);
  });

  it.each([
    ['reminders that do not rise', '  reminders: [0.9, 0.5]', '`review.reminders` must rise from one to the next'],
    ['a reminder after the end', '  reminders: [1.5]', '`review.reminders.0` must be at most 0.99'],
    ['a reminder at once', '  reminders: [0]', '`review.reminders.0` must be more than 0'],
    ['an address without TLS', '  url: http://reviews.example.org', '`review.url` must be an https address'],
    [
      'an address with a slash at the end',
      '  url: https://reviews.example.org/',
      '`review.url` must be an https address',
    ],
    ['an issuer without audience', '  jwt: { issuer: https://issuer.example }', '`review.jwt.audience` is missing'],
    ['an audience without issuer', '  jwt: { audience: [reviews] }', '`review.jwt.issuer` is missing'],
  ])('refuses %s', (_, lines, message) => {
    expect(said(lines)).toEqual([expect.stringContaining(message)]);
  });

  it('reminds twice where the file says nothing', () => {
    const { environment } = parseEnvironment(dev.replace(reminders, ''), 'dev.yaml');
    expect(completeEnvironment('dev', environment as EnvironmentFile).review.reminders).toEqual([0.5, 0.9]);
  });
});
