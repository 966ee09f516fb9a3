import { isJsonObject, type Json, type JsonObject, parseResource } from '../../definition';
import type { ListedState } from '../list-states';
import { count, listWords, type Shown, valueWords } from './value-words';

/** What a state does, in a few words: for one that was added or removed. */
export function stateWords({ whole }: ListedState, shown: Shown): string {
  if (!isJsonObject(whole)) return valueWords(whole, shown);
  const transitions = [
    ...caughtWords(whole, shown),
    ...(whole['Next'] === undefined ? [] : [`then ${String(whole['Next'])}`]),
  ];
  return [...ownWords(whole, shown), ...handlerWords(whole), ...transitions].join(', ');
}

function ownWords(state: JsonObject, shown: Shown): string[] {
  const type = String(state['Type']);
  const seconds =
    state['TimeoutSeconds'] === undefined ? [] : [`TimeoutSeconds ${valueWords(state['TimeoutSeconds'], shown)}`];
  switch (type) {
    case 'Task':
      return [`calls ${callWords(state['Resource'])}`, ...seconds];
    case 'Choice':
      return [`Choice of ${listWords(targetsOf(state), 4, shown)}`];
    case 'Map':
      return [`Map of ${innerWords([state['ItemProcessor'] ?? state['Iterator'] ?? null], shown)}`];
    case 'Parallel':
      return [`Parallel of ${innerWords(listOf(state['Branches']), shown)}`];
    case 'Wait':
      return [`Wait ${fieldsOf(state, ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'], shown)}`];
    case 'Fail':
      return [`Fail ${fieldsOf(state, ['Error', 'ErrorPath'], shown)}`.trim()];
    default:
      return [type];
  }
}

/** `lambda:invoke.waitForTaskToken` of an ARN. */
export function callWords(resource: Json | undefined): string {
  if (typeof resource !== 'string') return valueWords(resource ?? null, { all: false });
  const parsed = parseResource(resource);
  if (parsed?.kind !== 'service') return resource;
  const { sdk, service, operation, pattern } = parsed;
  return `${sdk ? 'aws-sdk:' : ''}${service}:${operation}${pattern === 'requestResponse' ? '' : `.${pattern}`}`;
}

function innerWords(scopes: readonly Json[], shown: Shown): string {
  const names = scopes.map((scope) =>
    isJsonObject(scope) && isJsonObject(scope['States']) ? Object.keys(scope['States']) : [],
  );
  const total = names.flat().length;
  return `${count(total, 'state')} (${listWords(
    names.map((each) => listWords(each, 3, shown)),
    4,
    shown,
  )})`;
}

function handlerWords(state: JsonObject): string[] {
  const retriers = listOf(state['Retry']).length;
  return retriers === 0 ? [] : [count(retriers, 'retrier')];
}

function caughtWords(state: JsonObject, shown: Shown): string[] {
  const caught = listOf(state['Catch']).map(nextOf);
  return caught.length === 0 ? [] : [`errors go to ${listWords([...new Set(caught)], 3, shown)}`];
}

function targetsOf(state: JsonObject): string[] {
  const targets = [
    ...listOf(state['Choices']).map(nextOf),
    ...(state['Default'] === undefined ? [] : [String(state['Default'])]),
  ];
  return [...new Set(targets)];
}

function nextOf(part: Json): string {
  return isJsonObject(part) ? String(part['Next']) : '';
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function fieldsOf(state: JsonObject, fields: readonly string[], shown: Shown): string {
  return fields.flatMap((field) => (state[field] === undefined ? [] : [valueWords(state[field], shown)])).join(' ');
}
