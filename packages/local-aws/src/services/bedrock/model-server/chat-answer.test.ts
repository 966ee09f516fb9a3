import { ask, auto, calling, completion, forced } from '../../../../tests/fixtures/model-server-fixture';

const bill = { kind: 'bill' };
const good = JSON.stringify(bill);

async function answerTo(input: object, ...completions: object[]) {
  return ask(
    completions.map((each) => () => [200, each] as const),
    input,
  );
}

describe('the answer of a model server', () => {
  it('is a tool use in the shape of Converse, and names the model that answered', async () => {
    const { answer, received } = await answerTo(forced, completion(calling(good), { finish_reason: 'tool_calls' }));
    expect(answer).toEqual({
      output: {
        message: {
          role: 'assistant',
          content: [{ toolUse: { toolUseId: 'call_1', name: 'record', input: bill } }],
        },
      },
      stopReason: 'tool_use',
      usage: { inputTokens: 900, outputTokens: 20, totalTokens: 920 },
      metrics: { latencyMs: 0 },
      trace: { promptRouter: { invokedModelId: 'qwen3:8b' } },
    });
    expect(received).toHaveLength(1);
  });

  it.each([
    ['length ahead of a call', calling(good), 'length', 'max_tokens'],
    ['length of text', { content: 'It is' }, 'length', 'max_tokens'],
    ['stop after a call', calling(good), 'stop', 'tool_use'],
    ['no reason after a call', calling(good), null, 'tool_use'],
    ['tool_calls without one', { content: 'It is an bill.', tool_calls: [] }, 'tool_calls', 'end_turn'],
    ['content_filter', { content: '' }, 'content_filter', 'content_filtered'],
    ['stop', { content: 'It is an bill.' }, 'stop', 'end_turn'],
  ])('ends by finish_reason: %s', async (_, message, finish_reason, stopReason) => {
    const { answer, received } = await answerTo(auto, completion(message, { finish_reason }));
    expect(answer.stopReason).toBe(stopReason);
    expect(received).toHaveLength(1);
  });

  it.each([
    ['a string', good],
    ['an object', bill],
  ])('has arguments that are %s', async (_, written) => {
    const { answer } = await answerTo(auto, completion(calling(written)));
    expect(answer.output.message.content).toMatchObject([{ toolUse: { input: bill } }]);
  });

  it.each([
    ['missing', [undefined, undefined], ['tooluse_1', 'tooluse_2']],
    ['null or used twice', [null, 'a', 'a'], ['tooluse_1', 'a', 'tooluse_2']],
    ['not what Bedrock accepts', ['functions.record:0', 'b'], ['tooluse_1', 'b']],
  ])('has ids of its own if they are %s', async (_, ids, expected) => {
    const tool_calls = ids.map((id) => ({ id, type: 'function', function: { name: 'record', arguments: good } }));
    const { answer } = await answerTo(auto, completion({ content: null, tool_calls }));
    expect(answer.output.message.content).toMatchObject(expected.map((toolUseId) => ({ toolUse: { toolUseId } })));
  });

  it.each([
    ['arguments that are cut', calling('{"kind":"bi')],
    ['arguments that are no object', calling('["bill"]')],
    ['an unknown tool', calling(good, { name: 'other' })],
    ['a value that the schema does not allow', calling('{"kind":"memo"}')],
    ['a member that the schema does not have', calling('{"kind":"bill","note":1}')],
    ['a call of no shape', { content: '', tool_calls: [{ function: 'record' }] }],
  ])('is no tool use for %s', async (_, message) => {
    const { answer, received } = await answerTo(forced, completion(message), completion({ content: 'I cannot.' }));
    expect(answer.stopReason).toBe('end_turn');
    expect(answer.output.message.content.some((block) => 'toolUse' in block)).toBe(false);
    expect(received).toHaveLength(2);
  });

  it.each(['http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft/2020-12/schema'])(
    'is held to a schema that names its draft: %s',
    async ($schema) => {
      const json = { $schema, type: 'object', properties: { total: { type: 'string', format: 'money' } } };
      const toolSpec = { name: 'record', inputSchema: { json } };
      const input = { ...auto, toolConfig: { tools: [{ toolSpec }] } };
      const right = await answerTo(input, completion(calling('{"total":"1"}')));
      const wrong = await answerTo(input, completion(calling('{"total":1}')), completion({ content: 'no' }));
      expect([right.answer.stopReason, wrong.answer.stopReason]).toEqual(['tool_use', 'end_turn']);
    },
  );

  it('keeps the call that can be used beside one that cannot', async () => {
    const tool_calls = [...calling('{').tool_calls, ...calling(good, { id: 'b' }).tool_calls];
    const { answer } = await answerTo(forced, completion({ content: 'Recorded.', tool_calls }));
    expect(answer.output.message.content).toEqual([
      { text: 'Recorded.' },
      { toolUse: { toolUseId: 'b', name: 'record', input: bill } },
    ]);
  });

  it.each([
    ['a member', { content: 'An bill.', reasoning_content: 'Let me see', reasoning: 'Let me see' }, 'An bill.'],
    ['tags', { content: '<think>\nLet me see\n</think>\n\nAn bill.' }, 'An bill.'],
    ['a closing tag alone', { content: 'Let me see\n</think>\nAn bill.' }, 'An bill.'],
    [
      'no tags at its beginning',
      { content: 'The tag <think> closes with </think>.' },
      'The tag <think> closes with </think>.',
    ],
  ])('is without reasoning in %s', async (_, message, text) => {
    const { answer } = await answerTo(auto, completion(message));
    expect(answer.output.message.content).toEqual([{ text }]);
  });

  it.each([
    ['no usage', undefined, {}],
    ['usage that is null', null, {}],
    ['counts that are missing', { prompt_tokens: 900 }, { inputTokens: 900 }],
    [
      'a count of nothing',
      { prompt_tokens: 0, completion_tokens: 20, total_tokens: 20 },
      { outputTokens: 20, totalTokens: 20 },
    ],
  ])('has no tokens that are unknown: %s', async (_, usage, expected) => {
    const { answer } = await answerTo(auto, { ...completion({ content: 'An bill.' }), usage });
    expect(answer.usage).toEqual(expected);
  });

  it.each([
    ['not JSON', 'Bad gateway', 'it is not JSON'],
    ['another JSON', { choices: [] }, 'choices'],
    ['an error with status 200', { error: 'Model unloaded.' }, 'Model unloaded.'],
  ])('is a ModelErrorException if it is %s', async (_, body, message) => {
    await expect(ask([() => [200, body]], auto)).rejects.toMatchObject({
      name: 'ModelErrorException',
      message: expect.stringContaining(message),
    });
  });
});
