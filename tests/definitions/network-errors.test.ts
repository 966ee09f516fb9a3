import { readdirSync } from 'node:fs';
import { isJsonObject, type JsonObject } from '@document-pipelines/asl/definition';
import { loadDefinition } from '@document-pipelines/asl/load';
import { namedByNetwork } from '../../functions/shared/platform/network-errors';
import { tasksOf } from '../faults/matrix/task-effects';

/** Every error name that functions use for an error of the network. */
const names = [
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
]
  .map((code) => namedByNetwork(Object.assign(new Error(code), { code })) as Error)
  .map(({ name }) => name);

const files = readdirSync('definitions').filter((file) => file.endsWith('.asl.yaml'));

/** Tasks that call a function and receive its result. */
const tasks = files.flatMap((file) => {
  const { definition } = loadDefinition(`definitions/${file}`);
  return [...tasksOf(definition!.value as JsonObject)]
    .filter(([, { Resource, Arguments }]) => {
      const { InvocationType } = isJsonObject(Arguments) ? Arguments : {};
      return /:::lambda:invoke\b/.test(String(Resource)) && InvocationType !== 'Event';
    })
    .map(([state, task]): [string, string, JsonObject] => [file, state, task]);
});

it('finds the Tasks that call functions', () => {
  expect(tasks.length).toBeGreaterThan(10);
});

it.each(tasks)('%s: %s tries again after an error of the network', (_file, _state, { Retry }) => {
  const retried = (Retry as { readonly ErrorEquals: readonly string[] }[]).flatMap(({ ErrorEquals }) => ErrorEquals);
  expect(retried).toEqual(expect.arrayContaining(names));
});
