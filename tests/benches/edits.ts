/**
 * Processor time that `asl check --watch` takes from a save of the document pipeline to the diagnostics, in the running process:
 * reading, parsing, checking and formatting. Each edit changes another expression and another name. Prints the first, the median and
 * the slowest of the others.
 *
 *     node -r tsx/cjs tests/benches/edits.ts [edits]
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkText } from '@document-pipelines/asl/check';
import { configFinder } from '@document-pipelines/asl/config';
import { contentCache } from '@document-pipelines/asl/content-cache';
import { checkFile } from '../../packages/asl/src/commands/check/check-file';
import { formatFile } from '../../packages/asl/src/commands/check/formats/text';
import { median } from './measuring/median';

const definitions = resolve(__dirname, '../../definitions');

main(Number(process.argv[2] ?? 40));

function main(edits: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'edits-'));
  try {
    cpSync(definitions, folder, { recursive: true });
    const file = join(folder, 'document-pipeline.asl.yaml');
    const text = readFileSync(file, 'utf8');
    const checking = {
      checkText,
      cache: contentCache(join(folder, 'cache')),
      type: 'STANDARD',
      findConfig: configFinder(),
    } as const;
    const [first = 0, ...others] = Array.from({ length: edits }, (_, edit) => {
      // Of every third save, the name of a state is wrong.
      const edited = text.replace('{% ', `{% ${edit} > 0 ? `).replace(/ %\}/, ' : 0 %}');
      writeFileSync(file, edit % 3 === 0 ? edited.replace('StartAt: ', 'StartAt: X') : edited);
      const begun = process.cpuUsage();
      formatFile(checkFile(file, checking), true);
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1_000;
    });
    const [middle, last] = [median(others), Math.max(...others)];
    console.log(`first ${first.toFixed(0)} ms, then ${middle.toFixed(1)} ms, at most ${last.toFixed(1)} ms`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
