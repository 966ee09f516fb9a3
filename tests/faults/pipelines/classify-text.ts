import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import type { MachineScenario, MachineUnderFault } from '../machines/machine-under-fault';
import { prose, toolUse } from '../world/services/model';
import { filledDefinition } from './filled-definition';

interface ClassifyScenario extends MachineScenario {
  /** By the number of the call, from 1. */
  readonly answers: (call: number) => Json;
}

const record: JsonObject = { documentType: 'invoice', confidence: 0.9, fields: { total: '14.88' } };
const input: JsonObject = { text: 'Invoice A-17, total 14.88 EUR' };

const scenarios: readonly ClassifyScenario[] = [
  { name: 'a text', input, answers: () => toolUse(record), ends: ['succeeded'] },
  {
    name: 'a garbled first answer',
    input,
    answers: (call) => (call === 1 ? prose : toolUse(record)),
    ends: ['succeeded'],
  },
  { name: 'only garbled answers', input, answers: () => prose, ends: ['refused'] },
  { name: 'no text', input: {}, answers: () => toolUse(record), ends: ['refused'] },
];

/** Seconds within which the caller must receive a response. */
const answersWithin = 25;

/** classify-text: requests are not stored, so they cannot be lost; the caller receives a response in time. */
export const classifyText: MachineUnderFault<ClassifyScenario> = {
  name: 'classify-text',
  isSynchronous: true,
  definition: (attempts) => filledDefinition('classify-text', { ModelId: 'model', MaxCharacters: 20_000 }, attempts),
  scenarios,
  dependencies(_world, { answers }) {
    let calls = 0;
    return {
      functions: {},
      services: { 'bedrockruntime:converse': async () => answers(++calls) },
      violations: ({ records }) =>
        records.flatMap(({ startDate, stopDate = Infinity, status, error }) => [
          ...(stopDate - startDate > answersWithin * 1000 ? ['the caller was kept waiting beyond the 25 s'] : []),
          ...(status === 'FAILED' && error === undefined ? ['the caller was told of a failure without a name'] : []),
        ]),
      duplicates: () => [],
    };
  },
};
