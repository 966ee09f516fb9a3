import {
  ask,
  auto,
  calling,
  completion,
  forced,
  type ModelServerAnswer,
  schema,
} from '../../../../tests/fixtures/model-server-fixture';

const good = '{"kind":"bill"}';
const recorded = [{ toolUse: { toolUseId: expect.any(String), name: 'record', input: { kind: 'bill' } } }];

/** Responds in the requested format, or like a server that ignores or rejects tools. */
const withoutTools =
  (status: number, body: unknown): ModelServerAnswer =>
  (received) =>
    'response_format' in received.body ? [200, completion({ content: good })] : [status, body];

/** Rejections as the servers write them. */
const rejections: readonly (readonly [string, number, unknown])[] = [
  [
    'Ollama, of a model without tools',
    400,
    { error: { message: 'registry.ollama.ai/library/gemma:2b does not support tools', type: 'api_error', code: null } },
  ],
  [
    'vLLM without a parser',
    400,
    {
      object: 'error',
      message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
  ],
  ['LM Studio', 400, { error: "Invalid tool_choice type: 'object'. Supported string values: none, auto, required" }],
  ['a proxy that validates', 422, { detail: [{ loc: ['body', 'tool_choice'], msg: 'extra fields not permitted' }] }],
  [
    'llama.cpp without --jinja',
    500,
    { error: { code: 500, message: 'tools param requires --jinja flag', type: 'server_error' } },
  ],
];

describe('a request that the server cannot answer with a tool', () => {
  it.each(rejections)('is sent once more with the schema after the rejection of %s', async (_, status, body) => {
    const { answer, received } = await ask([withoutTools(status, body)], forced);
    expect(answer).toMatchObject({ stopReason: 'tool_use', output: { message: { content: recorded } } });
    const [first, second] = received.map((each) => each.body);
    expect(first).toMatchObject({ tools: [{ function: { name: 'record' } }], tool_choice: 'required' });
    const { tools: _tools, tool_choice: _choice, ...conversation } = first!;
    expect(second).toEqual({
      ...conversation,
      response_format: { type: 'json_schema', json_schema: { name: 'record', strict: true, schema } },
    });
  });

  it('is sent once more for auto too, where the server has no parser', async () => {
    const [, , vllm] = rejections[1]!;
    const { answer } = await ask([withoutTools(400, vllm)], auto);
    expect(answer.stopReason).toBe('tool_use');
  });

  it.each<[string, object]>([
    ['Ollama answers in prose, since it ignores tool_choice', { content: 'This is an bill.' }],
    ['LM Studio answers with nothing', { content: '', tool_calls: null }],
    ['LM Studio leaves the call in the text', { content: '<tool_call>\n<function=record>\n</function>\n</tool_call>' }],
    ['the call cannot be used', calling('{"kind":"memo"}')],
  ])('is sent once more where %s, and has the tokens of both', async (_, message) => {
    const { answer, received } = await ask([withoutTools(200, completion(message))], forced);
    expect(answer).toMatchObject({ stopReason: 'tool_use', output: { message: { content: recorded } } });
    expect(answer.usage).toEqual({ inputTokens: 1800, outputTokens: 40, totalTokens: 1840 });
    expect(received).toHaveLength(2);
  });

  it('has unknown tokens where one of two answers has none', async () => {
    const first = { ...completion({ content: 'This is an bill.' }), usage: null };
    expect((await ask([withoutTools(200, first)], forced)).answer.usage).toEqual({});
  });

  it('accepts the JSON between fences and after reasoning, as servers write it that ignore the format', async () => {
    const content = `<think>An bill.</think>\n\`\`\`json\n${good}\n\`\`\``;
    const { answer } = await ask([() => [200, completion({ content })]], forced);
    expect(answer.output.message.content).toEqual(recorded);
  });

  it('offers the schemas of several tools as alternatives', async () => {
    const input = { ...forced, toolConfig: { tools: forced.toolConfig.tools, toolChoice: { any: {} } } };
    const chosen = { name: 'record', input: { kind: 'bill' } };
    const { answer, received } = await ask(
      [() => [200, completion({ content: 'An bill.' })], () => [200, completion({ content: JSON.stringify(chosen) })]],
      input,
    );
    expect(answer.output.message.content).toEqual(recorded);
    expect(received[1]!.body).toMatchObject({
      response_format: { json_schema: { schema: { anyOf: [{ properties: { name: { const: 'other' } } }, {}] } } },
    });
  });

  it.each<[string, ModelServerAnswer]>([
    ['an answer that is no JSON', () => [200, completion({ content: 'I still cannot.' })]],
    ['an answer that breaks the schema', () => [200, completion({ content: '{"kind":"memo"}' })]],
    ['a server that rejects the format', () => [400, { error: 'response_format is not supported' }]],
  ])('keeps its first words after %s', async (_, second) => {
    const { answer } = await ask([() => [200, completion({ content: 'This is an bill.' })], second], forced);
    expect(answer).toMatchObject({
      stopReason: 'end_turn',
      output: { message: { content: [{ text: 'This is an bill.' }] } },
    });
  });

  it('is rejected with the first words of a server that accepts neither', async () => {
    const [, , vllm] = rejections[1]!;
    const answers: ModelServerAnswer[] = [() => [400, vllm], () => [400, { error: 'no response_format' }]];
    await expect(ask(answers, forced)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('--enable-auto-tool-choice'),
    });
  });

  it('may be sent again where the server is busy at the second request', async () => {
    const answers: ModelServerAnswer[] = [
      () => [200, completion({ content: 'An bill.' })],
      () => [503, { error: 'busy' }],
    ];
    await expect(ask(answers, forced)).rejects.toMatchObject({ name: 'ServiceUnavailableException' });
  });

  it('ends max_tokens where the second answer is cut', async () => {
    const cut = completion({ content: '{"kind":"bi' }, { finish_reason: 'length' });
    const { answer } = await ask([() => [200, completion({ content: 'Hm.' })], () => [200, cut]], forced);
    expect(answer.stopReason).toBe('max_tokens');
  });

  it('is not sent again for prose under auto', async () => {
    const { answer, received } = await ask([() => [200, completion({ content: 'An bill.' })]], auto);
    expect([answer.stopReason, received.length]).toEqual(['end_turn', 1]);
  });
});

describe('a prompt that the server has cut', () => {
  const long = `${'word '.repeat(3000)}${'1234 '.repeat(1000)}`;
  const input = {
    ...auto,
    inferenceConfig: { maxTokens: 1000 },
    messages: [{ role: 'user', content: [{ text: long }] }],
  };
  const counting =
    (prompt_tokens: number | undefined): ModelServerAnswer =>
    () => [200, completion({ content: 'A text.' }, { usage: { prompt_tokens } })];

  it('is a warning with the setting of Ollama to raise', async () => {
    const { warnings } = await ask([counting(4096)], input);
    expect(warnings).toEqual([
      'the model server counted 4096 tokens in a prompt of at least 4503: it has cut the prompt, and the model has not read all of it. ' +
        'Raise its context length: Ollama by OLLAMA_CONTEXT_LENGTH=8192 ollama serve, or num_ctx in a Modelfile',
    ]);
  });

  it.each([5200, undefined])('is none with %p tokens', async (counted) => {
    expect((await ask([counting(counted)], input)).warnings).toEqual([]);
  });

  it('is none where only spaces are many', async () => {
    const spaces = { ...auto, messages: [{ role: 'user', content: [{ text: `a${' '.repeat(20_000)}b` }] }] };
    expect((await ask([counting(40)], spaces)).warnings).toEqual([]);
  });
});
