import { type FieldPath, isJsonObject, type Json, type JsonObject, type StateType } from '../../../definition';
import type { CheckedState } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';
import { objectItems, oneOf } from '../../values';

/** Fields of which a kind of state needs one each. */
const required: Readonly<Partial<Record<StateType, readonly (readonly string[])[]>>> = {
  Task: [['Resource']],
  Parallel: [['Branches']],
  Map: [['ItemProcessor', 'Iterator']],
  Choice: [['Choices']],
  Wait: [['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']],
};

/** A field that AWS requires is absent. */
export const missingField: Rule = {
  id: 'missing-field',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ scopes, states }) {
    for (const { kind, path, value } of scopes) {
      const what = kind === 'machine' ? 'the state machine' : `the ${kind}`;
      yield* absent({ value, path, what }, ['StartAt'], ['States']);
    }
    for (const state of states) {
      yield* absent(asWhole(state), ['Type']);
      yield* absent(asWhole(state), ...((state.type && required[state.type]) ?? []));
      yield* parts(state);
    }
  },
};

interface Whole {
  readonly value: JsonObject;
  readonly path: FieldPath;
  readonly what: string;
}

function asWhole({ name, path, value }: CheckedState): Whole {
  return { value, path, what: `the state \`${name}\`` };
}

function* absent({ value, path, what }: Whole, ...groups: readonly (readonly string[])[]): Generator<Finding> {
  for (const fields of groups) {
    if (fields.some((field) => value[field] !== undefined)) continue;
    const [missingField, ...others] = fields;
    const facts = others.length === 0 ? { facts: { missingField } } : {};
    yield { message: `${what} has no ${oneOf(fields)}`, path, at: 'key', help: `add ${oneOf(fields)}`, ...facts };
  }
}

function* parts({ value, path, type, name }: CheckedState): Generator<Finding> {
  for (const { item, index } of objectItems(value['Retry'])) {
    yield* absent({ value: item, path: [...path, 'Retry', index], what: `retrier ${index + 1} of \`${name}\`` }, [
      'ErrorEquals',
    ]);
  }
  for (const { item, index } of objectItems(value['Catch'])) {
    yield* absent(
      { value: item, path: [...path, 'Catch', index], what: `catcher ${index + 1} of \`${name}\`` },
      ['ErrorEquals'],
      ['Next'],
    );
  }
  const credentials: Json | undefined = value['Credentials'];
  if (type === 'Task' && isJsonObject(credentials)) {
    yield* absent({ value: credentials, path: [...path, 'Credentials'], what: '`Credentials`' }, [
      'RoleArn',
      'RoleArn.$',
    ]);
  }
  const reader: Json | undefined = value['ItemReader'];
  if (isJsonObject(reader))
    yield* absent({ value: reader, path: [...path, 'ItemReader'], what: '`ItemReader`' }, ['Resource']);
}
