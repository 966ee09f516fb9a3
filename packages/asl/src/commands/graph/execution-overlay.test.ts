import type { JsonObject, StateMachineDefinition } from '../../language/definition';
import { edgeId, type GraphEdge } from '../../language/graph';
import { executionOverlay } from './execution-overlay';

const resource = 'arn:aws:states:::sqs:sendMessage';
const definition: StateMachineDefinition = {
  StartAt: 'Send',
  States: {
    Send: { Type: 'Task', Resource: resource, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Both' }], Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: { Type: 'Task', Resource: resource, End: true } } },
        { StartAt: 'Right', States: { Right: { Type: 'Wait', Seconds: 9, End: true } } },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Stop' }],
      End: true,
    },
    Stop: { Type: 'Fail', Error: 'Stopped' },
  },
};

/** Events, each after the one before it unless it has a previousEventId. */
function historyOf(...events: readonly (readonly [string, object?, number?])[]): readonly JsonObject[] {
  return events.map(([type, details = {}, previousEventId], index) => {
    const key = /StateEntered$/.test(type)
      ? 'stateEnteredEventDetails'
      : /StateExited$/.test(type)
        ? 'stateExitedEventDetails'
        : `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
    return { id: index + 1, previousEventId: previousEventId ?? index, type, [key]: details } as JsonObject;
  });
}

const enterSend = [['ExecutionStarted'], ['TaskStateEntered', { name: 'Send' }, 0], ['TaskScheduled']] as const;
const leaveSend = [
  ['TaskStateExited', { name: 'Send' }],
  ['ParallelStateEntered', { name: 'Both' }],
  ['ParallelStateStarted'],
] as const;

const way = (kind: GraphEdge['kind']) => edgeId({ from: 'Send', to: 'Both', kind });

/** What became of the states that were reached. */
const statesOf = (events: readonly JsonObject[]) =>
  executionOverlay(definition, events).states.flatMap(({ path, status, error }) =>
    status === 'notReached' ? [] : [[path, status, ...(error === undefined ? [] : [error])].join(' ')],
  );

it('tells the way of a Next from that of a Catch to the same state', () => {
  const histories = [
    historyOf(...enterSend, ['TaskSucceeded'], ...leaveSend),
    historyOf(...enterSend, ['TaskFailed', { error: 'Busy', cause: 'no' }], ...leaveSend),
    historyOf(...enterSend.slice(0, 2), ...leaveSend),
  ];
  const ways = histories.map((history) => {
    const { edges } = executionOverlay(definition, history);
    return [edges.includes(way('next')), edges.includes(way('catch'))];
  });

  expect(ways).toEqual([
    [true, false],
    [false, true],
    [false, true],
  ]);
  expect(statesOf(histories[0] ?? [])).toEqual(['Send succeeded', 'Both running']);
  expect(statesOf(histories[1] ?? [])).toEqual(['Send caught Busy', 'Both running']);
});

/** Left fails, Right is aborted for it. */
const leftFails = historyOf(
  ...enterSend,
  ['TaskSucceeded'],
  ...leaveSend,
  ['TaskStateEntered', { name: 'Left' }],
  ['WaitStateEntered', { name: 'Right' }, 7],
  ['TaskTimedOut', { error: 'States.Timeout' }, 8],
  ['TaskStateAborted'],
  ['WaitStateAborted', {}, 9],
  ['ParallelStateFailed', {}, 11],
);

it('names what failed where the execution ended: the innermost state and those that hold it, not what was aborted', () => {
  const failed = historyOf(['ExecutionFailed', { error: 'States.Timeout' }]);
  expect(statesOf([...leftFails, ...failed.map((event) => ({ ...event, id: 14, previousEventId: 13 }))])).toEqual([
    'Send succeeded',
    'Both failed States.Timeout',
    'Both/0/Left failed States.Timeout',
    'Both/1/Right aborted',
  ]);
});

it('names what failed where a Catch took it, and the Fail it led to', () => {
  const rest = historyOf(
    ['ParallelStateExited', { name: 'Both' }],
    ['FailStateEntered', { name: 'Stop' }],
    ['ExecutionFailed', { error: 'Stopped', cause: '<b>' }],
  ).map((event, index) => ({ ...event, id: 14 + index, previousEventId: 13 + index }));

  expect(statesOf([...leftFails, ...rest])).toEqual([
    'Send succeeded',
    'Both caught States.Timeout',
    'Both/0/Left failed States.Timeout',
    'Both/1/Right aborted',
    'Stop failed Stopped',
  ]);
  expect(executionOverlay(definition, [...leftFails, ...rest]).edges).toEqual([
    edgeId({ from: '', to: 'Send', kind: 'start' }),
    way('next'),
    edgeId({ from: 'Both/0', to: 'Both/0/Left', kind: 'start' }),
    edgeId({ from: 'Both/1', to: 'Both/1/Right', kind: 'start' }),
    edgeId({ from: 'Both', to: 'Stop', kind: 'catch' }),
  ]);
});

it('refuses the history of another machine', () => {
  expect(() => executionOverlay(definition, historyOf(['PassStateEntered', { name: 'Other' }]))).toThrow(
    'the history enters Other, which is not a state of the definition',
  );
});
