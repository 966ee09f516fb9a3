import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesUnder } from '../../files-under';
import { digestOf } from '../digest';

const root = join(__dirname, '..', '..', '..');

/** The sources that decide how a document is read: a change of them invalidates predictions. */
const readingSources = [
  'packages/asl/src/interpreter',
  'offline-reader',
  'packages/local-aws/src/reading',
  'packages/local-aws/src/services/bedrock',
  'packages/local-aws/src/services/textract',
];

/** Returns the version of this tool with a digest of its sources that read documents: `0.1.0+0123456789ab`. */
export function toolVersion(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const files = readingSources
    .flatMap((folder) => filesUnder(join(root, folder)).files.map(({ path }) => path))
    .filter((file) => /\.[jt]s$/.test(file) && !/(\.test|-fixture)\.ts$/.test(file));
  const digest = digestOf(files.map((file) => [relative(root, file), digestOf(readFileSync(file))]));
  return `${version}+${digest.slice(0, 12)}`;
}
