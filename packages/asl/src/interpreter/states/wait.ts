import type { Json, WaitState } from '../../language/definition';
import { compileJsonataTemplate, compileJsonPath, StatesError } from '../../language/expressions';
import type { StateToCompile, WaitBehaviour } from '../compile/compiled-state-machine';
import { compileDataflow } from '../compile/dataflow';
import { inField } from '../compile/in-field';
import { compileNumberField, numberOf, quotedValue } from '../compile/number-field';
import { delayTooLong, numberProblem } from '../compile/number-problem';
import { exit } from './exit';
import type { StateView } from './state-view';
import { millisOfTimestamp } from './timestamp';

/** The moment at which a Wait ends, in milliseconds since 1970. */
type Deadline = (view: StateView) => number;

/** The longest wait that AWS accepts, 2^31 - 1 seconds. */
const longestWaitSeconds = 2 ** 31 - 1;

/** Wait: a number of seconds, or until a timestamp. A moment in the past ends it at once. */
export function compileWait({ name, state, queryLanguage }: StateToCompile<WaitState>): WaitBehaviour {
  const dataflow = compileDataflow(state, queryLanguage);
  const deadline = queryLanguage === 'JSONata' ? jsonataDeadline(name, state) : jsonPathDeadline(name, state);
  return {
    type: 'Wait',
    enter: (view) => {
      const until = deadline(view.over(dataflow.effectiveInput(view)));
      if (until - view.now() > longestWaitSeconds * 1000) throw new StatesError('States.Runtime', delayTooLong);
      return { kind: 'wait', until };
    },
    complete: (view) => exit(dataflow.leave(view, dataflow.effectiveInput(view)), state.Next),
  };
}

function jsonataDeadline(name: string, state: WaitState): Deadline {
  const { Timestamp: timestamp } = state;
  const seconds = compileNumberField(state, 'Seconds');
  if (seconds !== undefined) return (view) => view.now() + seconds(view) * 1000;
  if (timestamp === undefined) throw withoutDuration(name);
  const template = inField('Timestamp', () => compileJsonataTemplate(timestamp, 'Timestamp', 'string'));
  return (view) => momentOf(template.evaluate(view.jsonata()));
}

function jsonPathDeadline(name: string, state: WaitState): Deadline {
  if (state.SecondsPath !== undefined) return secondsByPath(state.SecondsPath);
  const seconds = compileNumberField(state, 'Seconds');
  if (seconds !== undefined) return (view) => view.now() + seconds(view) * 1000;
  if (state.TimestampPath !== undefined) return timestampByPath(state.TimestampPath);
  if (state.Timestamp === undefined) throw withoutDuration(name);
  const until = millisOfTimestamp(state.Timestamp);
  if (until === undefined) throw new Error(`\`Timestamp\`: \`${state.Timestamp}\` is not an ISO 8601 time with offset`);
  return () => until;
}

/** AWS words the errors of SecondsPath differently, so compileNumberField does not read it by path. */
function secondsByPath(path: string): Deadline {
  const compiled = inField('SecondsPath', () => compileJsonPath(path));
  return (view) => {
    const value = compiled.find(view.input, view.context, view.variables);
    if (value === undefined)
      throw new StatesError('States.Runtime', `The SecondsPath parameter does not reference an input value: ${path}`);
    const seconds = numberOf(value);
    const problem = numberProblem('Seconds', seconds);
    if (problem === undefined) return view.now() + (seconds as number) * 1000;
    const unreadable = `The SecondsPath parameter cannot be parsed as a long value: ${path} == ${quotedValue(value)}`;
    throw new StatesError('States.Runtime', problem.cause === delayTooLong ? delayTooLong : unreadable);
  };
}

function timestampByPath(path: string): Deadline {
  const compiled = inField('TimestampPath', () => compileJsonPath(path));
  return (view) => {
    const value = compiled.find(view.input, view.context, view.variables);
    if (value === undefined)
      throw new StatesError('States.Runtime', `The TimestampPath parameter does not reference an input value: ${path}`);
    const until = typeof value === 'string' ? millisOfTimestamp(value) : undefined;
    if (until !== undefined) return until;
    throw new StatesError(
      'States.Runtime',
      `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${quotedValue(value)}`,
    );
  };
}

function momentOf(value: Json): number {
  const until = typeof value === 'string' ? millisOfTimestamp(value) : undefined;
  if (until !== undefined) return until;
  throw new StatesError(
    'States.QueryEvaluationError',
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${quotedValue(value)}`,
    'Timestamp',
  );
}

function withoutDuration(name: string): Error {
  return new Error(
    `the Wait state \`${name}\` has none of Seconds, SecondsPath, Timestamp, TimestampPath in its query language`,
  );
}
