import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ownModules } from '../../packages/asl/src/ui/own-module';

const { bundlePage } = require('../../packages/asl/browser-bundles') as {
  bundlePage(modules: readonly string[], main: string): Promise<{ readonly script: string; readonly style: string }>;
};

const root = join(__dirname, '..', '..');
const main = join(root, 'packages', 'asl', 'src', 'ui', 'page', 'main.ts');
const page = join(root, 'operations', 'ui', 'page');
const kibibyte = 1_024;

/** What `pipelines ui` adds to the page of `asl ui`, and the most that each adds to script and style sheet: KiB, compressed. */
const groups = [
  ['.', 0.5, 0.1],
  ['batches', 4, 1],
  ['dead-letters', 3.5, 0.6],
  ['evaluations', 3, 1],
  ['ledger', 5, 0.6],
  ['reviews', 6, 1],
] as const;
const moduleOf = (name: string): string => join(page, name, 'index.ts');

/** KiB of script and style sheet, compressed. */
async function sizeOf(modules: readonly string[]): Promise<readonly [script: number, style: number]> {
  const { script, style } = await bundlePage(modules, main);
  // No font, and nothing else to load.
  expect(style).not.toMatch(/@font-face|@import|url\(/);
  const size = (text: string): number => gzipSync(text, { level: 9 }).length / kibibyte;
  return [size(script), size(style)];
}

it('is at most 60 KiB of script and 10 KiB of style, compressed, without a font', async () => {
  const [script, style] = await sizeOf([...ownModules, ...groups.map(([name]) => moduleOf(name))]);
  expect(script).toBeLessThan(60);
  expect(style).toBeLessThan(10);
});

it('has a bounded part for every group', async () => {
  const folders = readdirSync(page, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(groups.map(([name]) => name)).toEqual(['.', ...folders.map(({ name }) => name).sort()]);
  const [ownScript, ownStyle] = await sizeOf(ownModules);
  for (const [name, mostScript, mostStyle] of groups) {
    const [script, style] = await sizeOf([...ownModules, moduleOf(name)]);
    const isSmall = script - ownScript < mostScript && style - ownStyle < mostStyle;
    expect({ name, script: script - ownScript, style: style - ownStyle, isSmall }).toMatchObject({ isSmall: true });
  }
});
