import { localBedrock, toolRequest } from '../../../tests/fixtures/bedrock-fixture';
import { ServiceError } from '../service';
import type { ConverseAnswer } from './converse-shapes';
import { createScriptedAnswers } from './scripted-answers';

const saying = (text: string): ConverseAnswer => ({
  output: { message: { role: 'assistant', content: [{ text }] } },
  stopReason: 'end_turn',
  usage: {},
  metrics: { latencyMs: 0 },
});
const request = toolRequest({ type: 'object' }, 'a text');

describe('scripted answers', () => {
  it('come in their order, are thrown where they are errors, and end', async () => {
    const throttled = new ServiceError('ThrottlingException', 'slow down', 429);
    const model = createScriptedAnswers([throttled, saying('one'), async () => saying('two')]);
    const { call } = localBedrock({ converse: model });
    await expect(call('Converse', request)).rejects.toBe(throttled);
    await expect(call('Converse', request)).resolves.toEqual(saying('one'));
    await expect(call('Converse', request)).resolves.toEqual(saying('two'));
    await expect(call('Converse', request)).rejects.toMatchObject({
      message: 'there are 3 scripted answers, and this is request 4',
    });
    expect(model.requests[0]).toEqual(request);
  });

  it('are repeated from the last one on if that is wanted', async () => {
    const model = createScriptedAnswers([saying('one'), saying('two')], { repeatsLast: true });
    const texts = [];
    for (let each = 0; each < 3; each += 1) texts.push(await model.converse(request));
    expect(texts).toEqual([saying('one'), saying('two'), saying('two')]);
  });

  it('are not given to a caller that no longer waits', async () => {
    const { call } = localBedrock({ converse: createScriptedAnswers([saying('one')]) });
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(call('Converse', request, { kind: 'operator' }, gone)).rejects.toThrow('gone');
  });
});
