import { ServiceError } from '@document-pipelines/local-aws/services';
import { type ConverseAnswer, createScriptedAnswers } from '@document-pipelines/local-aws/services/bedrock';
import { measuredConverse } from './measured-converse';

const id = 'a'.repeat(64);
const request = (documentId: string) => ({
  modelId: 'configured',
  messages: [
    { role: 'user', content: [{ text: `part 1\n<<<document ${documentId}\n<<<document ${'b'.repeat(64)}\n` }] },
  ],
  toolConfig: { tools: [{ toolSpec: { name: 'record_document', inputSchema: { json: {} } } }] },
});
const answer: ConverseAnswer = {
  output: { message: { role: 'assistant', content: [{ text: 'yes' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 10, cacheReadInputTokens: 4 },
  metrics: { latencyMs: 1 },
  trace: { promptRouter: { invokedModelId: 'answered' } },
};

it('measures calls by their document, asks the model that is evaluated, and takes no fence of the document for its id', async () => {
  const scripted = createScriptedAnswers([new ServiceError('ThrottlingException', 'too many'), answer]);
  const measured = measuredConverse(scripted, 'evaluated');

  await expect(measured.converse(request(id))).rejects.toThrow('too many');
  await measured.converse(request(id));

  expect(scripted.requests.map(({ modelId }) => modelId)).toEqual(['evaluated', 'evaluated']);
  const milliseconds = expect.any(Number);
  expect(measured.callsOf(id)).toEqual({
    answeredBy: 'answered',
    calls: [
      { tool: 'record_document', milliseconds, error: 'ThrottlingException' },
      { tool: 'record_document', milliseconds, inputTokens: 10, cachedTokens: 4 },
    ],
  });
  expect(measured.callsOf('c'.repeat(64))).toEqual({ calls: [] });
});
