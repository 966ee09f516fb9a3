import type { JsonObject } from '@document-pipelines/asl/definition';
import { localBedrock, toolRequest } from '../packages/local-aws/tests/fixtures/bedrock-fixture';
import { createConverse } from './converse';
import { mergeReadings, readingsIn } from './merge-readings';

const schema = {
  type: 'object',
  properties: {
    documentType: { type: 'string', enum: ['invoice', 'contract', 'other'] },
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    fields: { type: 'object', properties: { title: { type: 'string' }, total: { type: 'string' } } },
    summary: { type: 'string' },
  },
};
const readings: readonly JsonObject[] = [
  {
    part: 1,
    documentType: 'contract',
    confidence: 0.9,
    fields: { title: 'Agreement', total: '1.00' },
    summary: 'It begins here. And so on.',
  },
  { part: 2, documentType: 'other', confidence: 0.6, fields: {}, summary: 'It goes on here.' },
  {
    part: 3,
    documentType: 'contract',
    confidence: 0.9,
    fields: { title: 'Schedule', total: '3.00' },
    summary: 'It ends here.',
  },
];

describe('mergeReadings', () => {
  it('takes what most parts say, the first title, the last amount, and is less sure where parts disagree', () => {
    expect(mergeReadings(schema, readings)).toEqual({
      documentType: 'contract',
      confidence: 0.53,
      fields: { title: 'Agreement', total: '3.00' },
      summary: 'It begins here. It goes on here. It ends here.',
    });
  });

  it('leaves out what no part gives', () => {
    expect(mergeReadings(schema, [{ part: 1, documentType: 'contract', confidence: 0.9, fields: {} }])).toEqual({
      documentType: 'contract',
      confidence: 0.9,
      fields: {},
      summary: '',
    });
  });

  it('finds readings in a JSON array of objects only', () => {
    expect(readingsIn('[{"part":1}]')).toEqual([{ part: 1 }]);
    expect(readingsIn('[1]')).toBeUndefined();
    expect(readingsIn('[]')).toBeUndefined();
    expect(readingsIn('Invoice')).toBeUndefined();
  });
});

describe('a request to merge', () => {
  const asked = async (before: string) => {
    const request = toolRequest(schema, JSON.stringify(readings));
    const [{ text }] = request.messages[0]!.content as [{ text: string }];
    const messages = [{ role: 'user', content: [{ text: before + text }] }];
    return JSON.stringify(
      await localBedrock({ converse: createConverse() }).call('Converse', { ...request, messages }),
    );
  };

  it('says outside the fences that there are parts', async () => {
    expect(await asked('The document has 3 parts.\n')).toContain('"title":"Agreement"');
  });

  it('is none when only the document looks like readings', async () => {
    expect(await asked('')).not.toContain('"title":"Agreement"');
  });
});
