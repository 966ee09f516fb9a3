import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './markdown-files';

const text = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = text('README.md');

it('has at most 900 words', () => {
  expect(readme.split(/\s+/).filter((word) => word !== '').length).toBeLessThanOrEqual(900);
});

it('names the two commands that CI runs', () => {
  expect(readme).toContain('npm ci && npm start');
  expect(readme).toContain('npm ci && npm test');
  expect(text('.ci/run')).toMatch(/^npm ci\nnpm test$/m);
});

it('has the price of the happy path from docs/cost.md', () => {
  const row = text('docs/cost.md').match(/^\| STORED \| stores an invoice in twelve states \|.*$/m)?.[0] ?? '';
  const cells = row.split('|').map((cell) => cell.trim());
  const [standard, , textract, bedrock, , together] = cells.slice(7, 13);
  expect(readme).toContain(`cost ${together} USD`);
  expect(readme).toContain(`Step Functions ${standard}, Textract ${textract}, Bedrock ${bedrock}`);
});
