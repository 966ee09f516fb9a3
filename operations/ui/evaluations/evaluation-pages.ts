import { join, relative } from 'node:path';
import { NotFoundError, type UiPages } from '@document-pipelines/asl/ui';
import { createEvaluationFiles, type EvaluationFiles } from '../../evaluate/saved/evaluation-files';
import { watchTopic } from '../watch-topic';
import type { EvaluationList } from './evaluation-model';
import { type IdentifiedEvaluation, isSameDataset, listedEvaluation, shownEvaluation } from './shown-evaluations';

/** The offline reader, on the documents of the project: free. */
const freeCommand = 'npx pipelines evaluate samples/ --values';

/** The evaluations that `pipelines evaluate` has saved in a project. They are read, never started: that can cost money. */
export function evaluationPages({ projectRoot }: { readonly projectRoot: string }): UiPages {
  const files = createEvaluationFiles(projectRoot);
  const read = readOnce(files);
  const all = (): readonly IdentifiedEvaluation[] => files.ids().flatMap((id) => read(id) ?? []);
  const find = (id: string): IdentifiedEvaluation => {
    const found = read(id);
    if (found === undefined) throw new NotFoundError(`there is no evaluation ${id}`);
    return found;
  };
  return {
    module: join(__dirname, '..', 'page', 'evaluations', 'index.ts'),
    routes: [
      {
        path: 'evaluations',
        answer: async (): Promise<EvaluationList> => ({
          evaluations: all().map(listedEvaluation),
          command: freeCommand,
          folder: relative(projectRoot, files.folder),
        }),
      },
      {
        path: 'evaluation',
        answer: async (query) => {
          const one = find(query.get('id') ?? '');
          const against = query.get('against') ?? '';
          const others = all().filter(({ id, saved }) => id !== one.id && isSameDataset(saved, one.saved));
          return shownEvaluation(one, { others, ...(against === '' ? {} : { against: find(against).saved }) });
        },
      },
    ],
    watch: (live) => watchTopic(live, { topic: 'evaluations', kind: 'process', look: async () => files.ids() }),
  };
}

/** The files never change. */
function readOnce(files: EvaluationFiles): (id: string) => IdentifiedEvaluation | undefined {
  const known = new Map<string, IdentifiedEvaluation>();
  return (id) => {
    const saved = known.has(id) ? undefined : files.read(id);
    if (saved !== undefined) known.set(id, { id, saved });
    return known.get(id);
  };
}
