/**
 * Every bench, one after another, each in a process of its own: `npm run bench`, or some of them: `npm run bench -- commands storage`.
 * docs/performance.md describes their output.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

/** What each file measures, in the order of docs/performance.md. */
const benches: Readonly<Record<string, string>> = {
  'pass-chain': 'Ten JSONPath Pass states',
  'peer-pass-chain': 'The same on aws-local-stepfunctions',
  'document-pipeline': 'The document pipeline, mocked',
  expressions: 'JSONata beside the jsonata package',
  'inline-map': 'Inline Map, 100 to 10,000 items',
  'distributed-map': 'Distributed Map, 100 to 10,000 items',
  'states-api': 'The Step Functions API over HTTP',
  storage: 'Embedded S3 and DynamoDB',
  commands: 'Commands, as whole processes',
  edits: 'Saves of a definition under asl check --watch',
  'cold-start': 'How functions start',
  graphs: 'How readable graphs are',
  page: 'Frames of the page, in Chromium',
};

main(process.argv.slice(2));

function main(chosen: readonly string[]): void {
  const unknown = chosen.find((name) => !Object.hasOwn(benches, name));
  if (unknown !== undefined)
    throw new Error(`there is no bench ${unknown}: there are ${Object.keys(benches).join(', ')}`);
  console.log(`Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`);
  const failed = Object.entries(benches)
    .filter(([name]) => chosen.length === 0 || chosen.includes(name))
    .filter(([name, title]) => !succeeds(name, title));
  if (failed.length > 0) throw new Error(`failed: ${failed.map(([name]) => name).join(', ')}`);
}

function succeeds(name: string, title: string): boolean {
  console.log(`\n${title} (${name})`);
  const file = join(__dirname, `${name}.ts`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', '-r', 'tsx/cjs', file], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  return status === 0;
}
