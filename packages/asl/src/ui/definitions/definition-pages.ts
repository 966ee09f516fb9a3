import { requiredText } from '../executions/queries';
import { toPayload } from '../model';
import { ownModule } from '../own-module';
import { type Act, type ApiRoute, NotFoundError, type UiPages } from '../pages';
import { CaseResults } from './case-results';
import { debugActs } from './debugger/debug-acts';
import { DebugSessions } from './debugger/debug-sessions';
import { DefinitionBook } from './definition-book';
import type { ComparedDefinition, DefinitionFiles } from './definition-files';
import { definitionGraph, drawableOf, shownComparison } from './definition-graph';
import { definitionRow } from './definition-rows';
import { definitionText, definitionView } from './definition-view';
import { forPerson } from './readable-problem';
import { LocalRuns } from './runs/local-runs';
import { runActs } from './runs/run-acts';
import { runRoutes } from './runs/run-routes';
import { stateExample } from './runs/state-test';

/** What the pages of definitions are made with. */
export interface DefinitionPagesOptions {
  /** Those that the pages of executions show, too. */
  readonly runs?: LocalRuns;
  /** How long pages ask for nothing before cases are run. Default 500. */
  readonly quietMilliseconds?: number;
}

/** The pages of definitions: the list, one definition, its runs with mocks, TestState, and the step debugger. */
export function definitionPages(
  project: DefinitionFiles,
  { runs = new LocalRuns(), quietMilliseconds = 500 }: DefinitionPagesOptions = {},
): UiPages {
  let publish: (topic: string) => void = () => undefined;
  const book = new DefinitionBook(project);
  const cases = new CaseResults(() => publish('definitions'), quietMilliseconds);
  const sessions = new DebugSessions(runs, () => publish('debug'));
  const compare = comparisons(project, book);
  const asked = (query: URLSearchParams) => {
    cases.asked();
    return book.entry(requiredText(query, 'file'));
  };
  const routes: readonly ApiRoute[] = [
    {
      path: 'definitions',
      answer: async () => ({ rows: book.all().map((entry) => definitionRow(entry, cases.of(entry))) }),
    },
    {
      path: 'definition',
      answer: async (query) => {
        const entry = asked(query);
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
        return definitionGraph(
          asked(query),
          request,
          against === '' ? undefined : await compare(asked(query).file, against),
        );
      },
    },
    { path: 'definition/text', answer: async (query) => definitionText(asked(query)) },
    {
      path: 'definition/diff',
      answer: async (query) =>
        shownComparison(asked(query), await compare(asked(query).file, requiredText(query, 'against'))),
    },
    {
      path: 'definition/state',
      answer: async (query) => {
        const node = drawableOf(asked(query)).tree.byPath.get(requiredText(query, 'path'));
        if (node === undefined) throw new NotFoundError(`there is no state ${requiredText(query, 'path')}`);
        return { definition: toPayload(JSON.stringify(node.definition)) };
      },
    },
    {
      path: 'definition/example',
      answer: (query) =>
        forPerson(async () => {
          const entry = asked(query);
          return { example: await stateExample(entry, requiredText(query, 'path'), cases.of(entry)) };
        }),
    },
    ...runRoutes(runs, sessions),
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
        compare.forget();
        live.publish('definitions');
      });
      return () => {
        end();
        sessions.close();
      };
    },
  };
}

/** Compares each pair once until something changes. */
function comparisons(project: DefinitionFiles, book: DefinitionBook) {
  const known = new Map<string, Promise<ComparedDefinition>>();
  const compare = (file: string, against: string): Promise<ComparedDefinition> => {
    const key = JSON.stringify([file, against]);
    const found = known.get(key) ?? forPerson(() => project.compare(book.entry(file).file, against));
    known.set(key, found);
    return found;
  };
  return Object.assign(compare, { forget: () => known.clear() });
}
