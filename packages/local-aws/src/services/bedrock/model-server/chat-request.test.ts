import { ask, auto, calling, completion, forced, schema } from '../../../../tests/fixtures/model-server-fixture';

const answers = [() => [200, completion(calling('{"kind":"bill"}'))] as const];

async function bodyOf(input: object) {
  const { received } = await ask(answers, input);
  return received[0]!.body;
}

const tool = (name: string) => ({ type: 'function', function: { name, description: 'Records.', parameters: schema } });

describe('a request of Converse, sent to a model server', () => {
  it('has the system text first, settings under their names, no stream, and of a forced tool this one alone', async () => {
    const inferenceConfig = { maxTokens: 500, temperature: 0, topP: 0.9, stopSequences: ['END'] };
    expect(await bodyOf({ ...forced, inferenceConfig })).toEqual({
      model: 'qwen3:8b',
      messages: [
        { role: 'system', content: 'You read documents.' },
        { role: 'user', content: 'INVOICE' },
      ],
      stream: false,
      max_tokens: 500,
      temperature: 0,
      top_p: 0.9,
      stop: ['END'],
      tools: [tool('record')],
      tool_choice: 'required',
    });
  });

  it.each([
    ['required for any', { any: {} }, 'required'],
    ['omitted for auto', { auto: {} }, undefined],
    ['omitted without one', undefined, undefined],
  ])('has tool_choice %s, and every tool', async (_, toolChoice, choice) => {
    const { tools } = forced.toolConfig;
    const body = await bodyOf({
      ...forced,
      toolConfig: { tools, ...(toolChoice === undefined ? {} : { toolChoice }) },
    });
    expect(body['tools']).toEqual([tool('other'), tool('record')]);
    expect(body['tool_choice']).toBe(choice);
    expect('tool_choice' in body).toBe(choice !== undefined);
  });

  it('has calls as strings of JSON, and each result as a message ahead of the text of its turn', async () => {
    const messages = [
      { role: 'user', content: [{ text: 'INVOICE' }, { text: 'page 2' }] },
      {
        role: 'assistant',
        content: [
          { text: 'I record it.' },
          { toolUse: { toolUseId: 'a', name: 'record', input: { kind: 'memo' } } },
          { toolUse: { toolUseId: 'b', name: 'record', input: {} } },
        ],
      },
      {
        role: 'user',
        content: [
          { text: 'Call it again.' },
          { toolResult: { toolUseId: 'a', content: [{ text: 'no memo' }, { json: { allowed: 2 } }], status: 'error' } },
          { toolResult: { toolUseId: 'b', content: [{ text: 'empty' }] } },
        ],
      },
    ];
    expect((await bodyOf({ ...auto, system: undefined, messages }))['messages']).toEqual([
      { role: 'user', content: 'INVOICE\npage 2' },
      {
        role: 'assistant',
        content: 'I record it.',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'record', arguments: '{"kind":"memo"}' } },
          { id: 'b', type: 'function', function: { name: 'record', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'no memo\n{"allowed":2}' },
      { role: 'tool', tool_call_id: 'b', content: 'empty' },
      { role: 'user', content: 'Call it again.' },
    ]);
  });

  const image = { image: { format: 'png', source: { bytes: new Uint8Array() } } };
  const user = (...content: object[]) => ({ ...forced, messages: [{ role: 'user', content }] });
  it.each([
    ['the content block image', user(image)],
    ['the content block image', user({ toolResult: { toolUseId: 'a', content: [image] } })],
    ['the content block cachePoint', { ...forced, system: [{ cachePoint: { type: 'default' } }] }],
    ['the content block cachePoint', user({ text: 'a' }, { cachePoint: { type: 'default' } })],
    ['the content block reasoningContent', user({ reasoningContent: {} })],
    ['the content block newBlock', user({ newBlock: {} })],
    ['the content block newBlock', user({ toolResult: { toolUseId: 'a', content: [{ newBlock: {} }] } })],
    ['the content block systemTool', { ...auto, toolConfig: { tools: [{ systemTool: { name: 'a' } }] } }],
    ['the parameter requestMetadata', { ...forced, requestMetadata: {} }],
    ['the parameter guardrailConfig', { ...forced, guardrailConfig: {} }],
    ['the parameter additionalModelRequestFields', { ...forced, additionalModelRequestFields: { top_k: 5 } }],
  ])('is rejected by name for %s', async (name, input) => {
    await expect(ask(answers, input)).rejects.toMatchObject({
      name: 'NotModelledError',
      message: expect.stringContaining(`a model server does not accept ${name}`),
    });
  });

  it.each([
    ['a parameter that is unknown', { ...forced, newParameter: 1 }, 'Unrecognized key: "newParameter"'],
    [
      'a member of a block that is unknown',
      user({ toolResult: { toolUseId: 'a', content: [], type: 'server' } }),
      'messages.0.content.0.toolResult: Unrecognized key: "type"',
    ],
    ['a setting that is unknown', { ...forced, inferenceConfig: { topK: 5 } }, 'topK'],
    [
      'a forced tool that is not offered',
      { ...auto, toolConfig: { ...auto.toolConfig, toolChoice: { tool: { name: 'x' } } } },
      'the tools are: record',
    ],
    [
      'a call in a turn of the user',
      user({ toolUse: { toolUseId: 'a', name: 'record', input: {} } }),
      'toolUse cannot be in a turn of the user',
    ],
    [
      'a schema that is none',
      { ...forced, toolConfig: { tools: [{ toolSpec: { name: 'record', inputSchema: { json: { type: 'text' } } } }] } },
      'the input schema of the tool record cannot be used',
    ],
  ])('is rejected for %s', async (_, input, message) => {
    await expect(ask(answers, input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });
});
