import { SimulatedClock, seededRandom, type TestStateRequest, testState } from '..';

/** Tests a state at the level that inspects. */
const test = (state: object, request: Partial<TestStateRequest> = {}) =>
  testState(
    { definition: JSON.stringify(state), inspectionLevel: 'DEBUG', ...request },
    { clock: new SimulatedClock(), random: seededRandom(1) },
  );

const putEvents = { Type: 'Task', Resource: 'arn:aws:states:::events:putEvents', End: true };
const branch = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
const other = { StartAt: 'Q', States: { Q: { Type: 'Pass', End: true } } };
const map = { Type: 'Map', ItemProcessor: branch, Next: 'N' };
const parallel = { Type: 'Parallel', Branches: [branch, other], Next: 'N' };

describe('inspection', () => {
  it('shows a JSONPath Task step by step', async () => {
    const state = {
      ...putEvents,
      InputPath: '$.a',
      Parameters: { 'Entries.$': '$.b' },
      ResultSelector: { 'r.$': '$.FailedEntryCount' },
      ResultPath: '$.res',
    };
    const answer = await test(state, { input: '{"a": {"b": 1}}', mock: { result: '{"FailedEntryCount": 0}' } });
    expect(answer).toEqual({
      status: 'SUCCEEDED',
      output: '{"a":{"b":1},"res":{"r":0}}',
      inspectionData: {
        input: '{"a": {"b": 1}}',
        afterInputPath: '{"b":1}',
        afterParameters: '{"Entries":1}',
        result: '{"FailedEntryCount": 0}',
        afterResultSelector: '{"r":0}',
        afterResultPath: '{"a":{"b":1},"res":{"r":0}}',
      },
    });
  });

  it('shows nothing at the level INFO', async () => {
    expect(await test({ Type: 'Pass', Next: 'N' }, { inspectionLevel: 'INFO' })).toEqual({
      status: 'SUCCEEDED',
      output: '{}',
      nextState: 'N',
    });
  });

  it('shows a Map’s items, selected and batched, and its numbers', async () => {
    const state = {
      ...map,
      ItemProcessor: { ...map.ItemProcessor, ProcessorConfig: { Mode: 'DISTRIBUTED' } },
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON', ItemsPointer: '/docs' },
        Parameters: { Bucket: 'b', Key: 'k' },
      },
      ItemSelector: { 'n.$': '$$.Map.Item.Value' },
      ItemBatcher: { MaxItemsPerBatch: 2 },
      MaxConcurrency: 7,
      ToleratedFailurePercentage: 50,
    };
    const stateConfiguration = { mapItemReaderData: '{"docs": [1, 2, 3]}', mapIterationFailureCount: 1 };
    const { inspectionData, nextState } = await test(state, { mock: { result: '[1, 2]' }, stateConfiguration });
    expect(nextState).toBe('N');
    expect(inspectionData).toMatchObject({
      afterItemsPointer: '[1,2,3]',
      afterItemSelector: '[{"n":1},{"n":2},{"n":3}]',
      afterItemBatcher: '[{"Items":[{"n":1},{"n":2}]},{"Items":[{"n":3}]}]',
      maxConcurrency: 7,
      toleratedFailurePercentage: 50,
    });
  });
});

describe('errors', () => {
  const failing = {
    ...putEvents,
    Retry: [{ ErrorEquals: ['Throttled'], IntervalSeconds: 3, MaxAttempts: 2, BackoffRate: 2 }],
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught', ResultPath: '$.error' }],
  };
  const mock = { errorOutput: { error: 'Throttled', cause: 'slow down' } };

  it('are RETRIABLE while the retrier has attempts left', async () => {
    const answer = await test(failing, { mock, stateConfiguration: { retrierRetryCount: 1 } });
    expect(answer).toMatchObject({
      status: 'RETRIABLE',
      error: 'Throttled',
      inspectionData: { errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 6 } },
    });
  });

  it('are caught after that', async () => {
    const answer = await test(failing, { mock, input: '{"a":1}', stateConfiguration: { retrierRetryCount: 2 } });
    expect(answer).toMatchObject({
      status: 'CAUGHT_ERROR',
      nextState: 'Caught',
      output: '{"a":1,"error":{"Error":"Throttled","Cause":"slow down"}}',
      inspectionData: { errorDetails: { retryIndex: 0, catchIndex: 0 } },
    });
  });

  it('of evaluation are the state’s own', async () => {
    const answer = await test({ Type: 'Pass', Parameters: { 'a.$': '$.nowhere' }, End: true });
    expect(answer).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(answer.cause).toContain("The JSONPath '$.nowhere' specified for the field 'a.$' could not be found");
  });

  it('of a Map beyond its threshold are States.ExceedToleratedFailureThreshold; without a threshold there is none', async () => {
    const request = {
      input: '[1,2]',
      mock: { result: '[1,2]' },
      stateConfiguration: { mapIterationFailureCount: 2 },
    };
    expect((await test({ ...map, ToleratedFailureCount: 1 }, request)).error).toBe(
      'States.ExceedToleratedFailureThreshold',
    );
    expect((await test(map, request)).status).toBe('SUCCEEDED');
  });
});

describe('a request', () => {
  it('may name any state of a machine, in a Map or a Parallel too', async () => {
    const inner = { StartAt: 'In', States: { In: { Type: 'Pass', Output: '{% $v + 1 %}', End: true } } };
    const machine = {
      QueryLanguage: 'JSONata',
      StartAt: 'P',
      States: { P: { Type: 'Parallel', Branches: [inner], End: true } },
    };
    expect((await test(machine, { stateName: 'In', variables: '{"v": 2}' })).output).toBe('3');
    await expect(test(machine, { stateName: 'Nowhere' })).rejects.toThrow('State not found in definition');
  });

  it('may mock a Parallel by as many results as it has branches', async () => {
    expect((await test(parallel, { mock: { result: '[1,2]' } })).output).toBe('[1,2]');
  });

  it('may bring the context object, task token and all', async () => {
    const state = {
      ...putEvents,
      QueryLanguage: 'JSONata',
      Arguments: { Entries: '{% $states.context.Task.Token %}' },
    };
    const answer = await test(state, { context: '{"Task":{"Token":"abc"}}', mock: { result: '{}' } });
    expect(answer.inspectionData?.afterArguments).toBe('{"Entries":"abc"}');
  });

  it.each([
    [map, {}, 'InvalidDefinition', /^TestState API does not support Map or Parallel states/],
    [putEvents, {}, 'ValidationException', 'RoleArn must be specified when testing a Task state'],
    [map, { mock: { result: '{}' } }, 'ValidationException', 'Mocked result must be an array.'],
    [putEvents, { mock: { result: '{' } }, 'ValidationException', 'Mocked result must be valid JSON'],
    [{ Type: 'Pass', End: true }, { input: '{' }, 'InvalidExecutionInput', /Input/],
    [parallel, { mock: { result: '[1]' } }, 'ValidationException', 'Mocked result must be an array of 2'],
    [
      putEvents,
      { mock: {}, stateConfiguration: { retrierRetryCount: -1 } },
      'ValidationException',
      /retrierRetryCount/,
    ],
    [
      putEvents,
      { mock: {}, stateConfiguration: { retrierRetryCount: 0.5 } },
      'ValidationException',
      /retrierRetryCount/,
    ],
    [
      map,
      { mock: { result: '[]' }, stateConfiguration: { mapIterationFailureCount: -1 } },
      'ValidationException',
      /mapIterationFailureCount/,
    ],
    [
      map,
      { input: '[1,2]', mock: { result: '[]' }, stateConfiguration: { mapIterationFailureCount: 3 } },
      'ValidationException',
      'mapIterationFailureCount is 3, but the Map has 2 items',
    ],
    [{ Type: 'Pas' }, {}, 'InvalidDefinition', /`Type` must be .*, got `Pas` at \/States\/StateName\/Type/],
    [{ Type: 'Wait', Seconds: -1, End: true }, {}, 'InvalidDefinition', /`Seconds` must be a whole number from 0/],
    [{ Type: 'Choice', Choices: [] }, {}, 'InvalidDefinition', /`Choices` is empty at \/States\/StateName\/Choices/],
    [{ Type: 'Pass', Resultt: 1, End: true }, {}, 'InvalidDefinition', /`Resultt` is not a field of a Pass state/],
    [
      putEvents,
      { context: '{"State":{"RetryCount":"1"}}', mock: {} },
      'ValidationException',
      /State.RetryCount must be a number/,
    ],
  ])('is refused: %j %j', async (state, request, name, message) => {
    const refusal = await test(state, request).catch((error: Error) => error);
    expect(refusal).toMatchObject({ name });
    expect((refusal as Error).message).toMatch(message);
  });
});

describe('a mocked result', () => {
  const mocked = (Resource: string, result: object, fieldValidationMode?: 'STRICT' | 'PRESENT' | 'NONE') =>
    test({ Type: 'Task', Resource, End: true }, { mock: { result: JSON.stringify(result), fieldValidationMode } });
  const start = 'arn:aws:states:::states:startExecution';

  it.each([
    [start, {}, "Required field 'ExecutionArn' is missing"],
    [start, { ExecutionArn: 'arn', StartDate: 1 }, "Field 'StartDate' must be a string"],
    ['arn:aws:states:::lambda:invoke', { StatusCode: '200' }, "Field 'StatusCode' must be a number"],
    [
      'arn:aws:states:::aws-sdk:kms:encrypt',
      { CiphertextBlob: '' },
      "Field 'CiphertextBlob' is smaller than the minimum length",
    ],
    ['arn:aws:states:::events:putEvents', { Entries: [{ EventId: 1 }] }, "Field 'EventId' must be a string"],
    [
      'arn:aws:states:::aws-sdk:textract:getDocumentTextDetection',
      { JobStatus: 'DONE' },
      "Field 'JobStatus' is not an expected value",
    ],
  ])('of %s is held against the API: %j', async (resource, result, problem) => {
    await expect(mocked(resource, result)).rejects.toThrow(`Mock result schema validation error: ${problem}`);
  });

  it('may leave out what is required (PRESENT), be anything (NONE), and hold what the API does not know', async () => {
    expect((await mocked(start, {}, 'PRESENT')).status).toBe('SUCCEEDED');
    expect((await mocked(start, { StartDate: 1 }, 'NONE')).status).toBe('SUCCEEDED');
    expect((await mocked('arn:aws:states:::lambda:invoke', { Payload: { any: 1 }, New: true })).status).toBe(
      'SUCCEEDED',
    );
  });
});
