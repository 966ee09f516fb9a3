import type { Json } from '../../../language/definition';
import { checked } from '../../checked-input';
import type { Act } from '../../pages';
import { runInput, runRequest, testInput } from '../act-inputs';
import type { DefinitionBook } from '../definition-book';
import { forPerson } from '../readable-problem';
import type { LocalRuns } from './local-runs';
import { prepareRun } from './prepare-run';
import { startRun } from './start-run';
import { runStateTest } from './state-test';

interface RunDependencies {
  readonly book: DefinitionBook;
  readonly runs: LocalRuns;
}

/** Running a definition and testing a state: both in this process, in simulated time, with mocks. */
export function runActs({ book, runs }: RunDependencies): readonly Act[] {
  return [
    {
      name: 'definitions/run',
      check: (input) => checked(runInput, input) as Json,
      describe: (input) => `Run ${checked(runInput, input).file} with mocks`,
      run: (input) =>
        forPerson(async () => {
          const request = runRequest(checked(runInput, input));
          const prepared = prepareRun(await book.entry(request.file), request);
          const run = await startRun(prepared, request, runs);
          return { run, assumed: prepared.assumed } as unknown as Json;
        }),
    },
    {
      name: 'definitions/test-state',
      check: (input) => checked(testInput, input) as Json,
      describe: (input) => `Test the state ${checked(testInput, input).path} with a mock`,
      run: (input) =>
        forPerson(async () => {
          const request = checked(testInput, input);
          return (await runStateTest(await book.entry(request.file), request)) as Json;
        }),
    },
  ];
}
