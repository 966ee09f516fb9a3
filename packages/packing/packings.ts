import { join } from 'node:path';
import { writeOwnPage } from '@document-pipelines/asl/ui';
import { type PackedPackage, type Packing, packPackage } from './pack-package';

/** The packages that are published, each after those that it depends on. */
const packings: readonly Packing[] = [
  {
    folder: 'packages/asl',
    command: { name: 'asl', module: './src/commands/main.ts' },
    threads: [],
    bundledThreads: { './definition-thread': './src/commands/ui/definition-thread.ts' },
    pages: ['src/language/graph-page/graph-file.ts', 'src/ui/report/page/run-report.ts'],
    sourceEntries: ['./ui/page'],
    writeMore: (dist) => writeOwnPage(join(dist, 'page')),
    data: [
      'src/language/api-models/service-models',
      'src/language/iam/actions/iam-actions.jsonl.br',
      '../../docs/diagnostics.md',
    ],
  },
  {
    folder: 'packages/local-aws',
    threads: ['src/lambda-host/runtime.js', 'src/reading/reading-thread.ts'],
    pages: [],
    sourceEntries: [],
    data: [],
  },
];

/** Stages every package in a folder of its own below `to`, named as the package. */
export async function packAll(root: string, to: string): Promise<readonly PackedPackage[]> {
  const packed: PackedPackage[] = [];
  for (const packing of packings)
    packed.push(await packPackage(packing, { root, to: join(to, packing.folder.replace('packages/', '')) }));
  return packed;
}
