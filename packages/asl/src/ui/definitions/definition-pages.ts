import { requiredText } from '../executions/queries';
import { toPayload } from '../model';
import { ownModule } from '../own-module';
import { type Act, type ApiRoute, NotFoundError, type UiPages } from '../pages';
import { CaseResults } from './case-results';
import { debugActs } from './debugger/debug-acts';
import { DebugSessions } from './debugger/debug-sessions';
import { DefinitionBook } from './definition-book';
import type { DefinitionFiles } from './definition-files';
import { definitionGraph, drawableOf, shownComparison } from './definition-graph';
import { definitionRole } from './definition-role';
import { definitionRow } from './definition-rows';
import { definitionText, definitionView } from './definition-view';
import { forPerson } from './readable-problem';
import { LocalRuns } from './runs/local-runs';
import { runActs } from './runs/run-acts';
import { stateExample } from './runs/state-test';

/** What the pages of definitions are made with. */
export interface DefinitionPagesOptions {
  /** Those that the pages of executions show, too. */
  readonly runs?: LocalRuns;
}

/** The pages of definitions: the list, one definition, its runs with mocks, TestState, and the step debugger. */
export function definitionPages(
  project: DefinitionFiles,
  { runs = new LocalRuns() }: DefinitionPagesOptions = {},
): UiPages {
  let publish: (topic: string) => void = () => undefined;
  const book = new DefinitionBook(project);
  const cases = new CaseResults(project, () => publish('definitions'));
  const sessions = new DebugSessions(runs, () => publish('debug'));
  const compare = onceUntilChanged((file: string, against: string) =>
    forPerson(async () => project.compare((await book.entry(file)).file, against)),
  );
  const cost = onceUntilChanged((caseFile: string) => project.cost(caseFile));
  const asked = (query: URLSearchParams) => book.entry(requiredText(query, 'file'));
  const routes: readonly ApiRoute[] = [
    {
      path: 'definitions',
      answer: async () => ({ rows: (await book.all()).map((entry) => definitionRow(entry, cases.of(entry))) }),
    },
    {
      path: 'definition',
      answer: async (query) => {
        const entry = await asked(query);
        return { ...definitionView(entry, cases.of(entry)), runs: runs.of(entry.file) };
      },
    },
    {
      path: 'definition/graph',
      answer: async (query) => {
        const errors = query.get('errors') === 'all' ? 'all' : query.getAll('errors');
        const width = Number(query.get('width') ?? '');
        const request = { open: query.getAll('open'), errors, ...(width > 0 ? { width } : {}) } as const;
        const against = query.get('against') ?? '';
        const entry = await asked(query);
        return definitionGraph(entry, request, against === '' ? undefined : await compare(entry.file, against));
      },
    },
    { path: 'definition/text', answer: async (query) => definitionText(await asked(query)) },
    {
      path: 'definition/diff',
      answer: async (query) => {
        const entry = await asked(query);
        return shownComparison(entry, await compare(entry.file, requiredText(query, 'against')));
      },
    },
    {
      path: 'definition/state',
      answer: async (query) => {
        const node = drawableOf(await asked(query)).tree.byPath.get(requiredText(query, 'path'));
        if (node === undefined) throw new NotFoundError(`there is no state ${requiredText(query, 'path')}`);
        return { definition: toPayload(JSON.stringify(node.definition)) };
      },
    },
    {
      path: 'definition/role',
      answer: (query) =>
        forPerson(async () => {
          const path = query.get('path') ?? '';
          return definitionRole(await asked(query), path === '' ? undefined : path);
        }),
    },
    {
      path: 'definition/cost',
      answer: (query) =>
        forPerson(async () => {
          const { caseFile } = await asked(query);
          return caseFile === undefined ? {} : { cost: await cost(caseFile) };
        }),
    },
    {
      path: 'definition/example',
      answer: (query) =>
        forPerson(async () => {
          const entry = await asked(query);
          return { example: await stateExample(entry, requiredText(query, 'path'), cases.of(entry)) };
        }),
    },
    { path: 'debug', answer: async (query) => sessions.get(requiredText(query, 'id')).view() },
  ];
  const acts: readonly Act[] = [...runActs({ book, runs }), ...debugActs({ book, sessions })];
  return {
    module: ownModule('definitions'),
    routes,
    acts,
    watch: (live) => {
      publish = live.publish.bind(live);
      const end = project.watch(() => {
        book.forget();
        cases.retry();
        compare.forget();
        cost.forget();
        live.publish('definitions');
      });
      return () => {
        end();
        sessions.close();
        project.close();
      };
    },
  };
}

/** Computes for each texts once until something changes. */
function onceUntilChanged<Texts extends readonly string[], Result>(compute: (...texts: Texts) => Promise<Result>) {
  const known = new Map<string, Promise<Result>>();
  const once = (...texts: Texts): Promise<Result> => {
    const key = JSON.stringify(texts);
    const found = known.get(key) ?? compute(...texts);
    known.set(key, found);
    // It is tried again, not kept.
    found.catch(() => known.delete(key));
    return found;
  };
  return Object.assign(once, { forget: () => known.clear() });
}
