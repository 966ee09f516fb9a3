import type { Json } from '../../../language/definition';
import { checked } from '../../checked-input';
import type { Act } from '../../pages';
import { debugInput, pauseChanges, resumeInput, runRequest, sessionInput, stopsInput } from '../act-inputs';
import type { DefinitionBook } from '../definition-book';
import { forPerson } from '../readable-problem';
import { prepareRun } from '../runs/prepare-run';
import type { DebugSession } from './debug-session';
import type { DebugSessions } from './debug-sessions';

interface DebugDependencies {
  readonly book: DefinitionBook;
  readonly sessions: DebugSessions;
}

/** The commands of the step debugger. */
export function debugActs({ book, sessions }: DebugDependencies): readonly Act[] {
  const viewOf = (session: DebugSession): Json => session.view() as unknown as Json;
  return [
    {
      name: 'debug/start',
      check: (input) => checked(debugInput, input) as Json,
      describe: (input) => `Debug ${checked(debugInput, input).file} with mocks`,
      run: (input) =>
        forPerson(async () => {
          const { breakpoints, onErrors, ...given } = checked(debugInput, input);
          const request = { ...runRequest(given), breakpoints, onErrors };
          const session = sessions.start(request, prepareRun(await book.entry(request.file), request));
          await session.settled();
          return viewOf(session);
        }),
    },
    {
      name: 'debug/resume',
      check: (input) => checked(resumeInput, input) as Json,
      describe: (input) => `Continue ${checked(resumeInput, input).id}`,
      run: (input) =>
        forPerson(async () => {
          const given = checked(resumeInput, input);
          const session = sessions.get(given.id);
          await session.resume({ pause: given.pause, mode: given.mode, changes: pauseChanges(given) });
          return viewOf(session);
        }),
    },
    {
      name: 'debug/stops',
      check: (input) => checked(stopsInput, input) as Json,
      describe: (input) => `Set the breakpoints of ${checked(stopsInput, input).id}`,
      run: async (input) => {
        const { id, ...stops } = checked(stopsInput, input);
        const session = sessions.get(id);
        session.setStops(stops);
        return viewOf(session);
      },
    },
    {
      name: 'debug/stop',
      check: (input) => checked(sessionInput, input) as Json,
      describe: (input) => `Stop ${checked(sessionInput, input).id}`,
      run: async (input) => {
        const session = sessions.get(checked(sessionInput, input).id);
        await session.stop();
        return viewOf(session);
      },
    },
  ];
}
