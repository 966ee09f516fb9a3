import { type FieldPath, isJsonObject, type Json } from '../../../definition';
import {
  compileIntrinsic,
  compileJsonPath,
  parseIntrinsic,
  parseJsonPath,
  TextSyntaxError,
} from '../../../expressions';
import { hasPlaceholder } from '../../../load';
import type { CheckedState } from '../../checked-definition';
import { explainCall } from '../../intrinsics';
import { isIntelligible } from '../../paths';
import type { Finding, Rule } from '../../rule';
import { entriesIn, templatesOf } from '../../texts';
import { showValue } from '../../values';

/**
 * A key that ends in `.$` holds neither a path nor an intrinsic function, or is next to the same key without `.$`:
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export const payloadTemplate: Rule = {
  id: 'payload-template',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const state of states) if (state.language === 'JSONPath') yield* inState(state);
  },
};

function* inState(state: CheckedState): Generator<Finding> {
  for (const { template, path } of templatesOf(state)) yield* inTemplate(template, path);
  for (const field of ['ErrorPath', 'CausePath']) yield* intrinsicPath(state.value[field], [...state.path, field]);
}

function* inTemplate(template: Json | undefined, path: FieldPath): Generator<Finding> {
  yield* duplicates(template, path);
  for (const { key, value, path: at, object } of entriesIn(template, path)) {
    if (isJsonObject(value)) yield* duplicates(value, at);
    if (!key.endsWith('.$')) continue;
    if (typeof value !== 'string') {
      yield {
        message: `\`${key}\` takes a path or an intrinsic function, not \`${showValue(value)}\``,
        path: at,
        help: `without \`.$\` the value is taken as it is`,
        ...(value === null || Object.hasOwn(object, key.slice(0, -2))
          ? {}
          : { fix: { kind: 'entry', key: key.slice(0, -2) } }),
      };
    } else yield* expression(key, value, at);
  }
}

function* expression(key: string, text: string, path: FieldPath): Generator<Finding> {
  if (hasPlaceholder(text)) return;
  if (isIntelligible(text, text.startsWith('$') ? compileJsonPath : compileIntrinsic)) return;
  const call = text.startsWith('$') ? undefined : explainCall(text);
  if (call !== undefined) {
    yield { ...call, path, isWhole: true };
    return;
  }
  const help = /^(?:\$|States\.)/.test(text)
    ? problemOf(text)
    : 'a path begins with `$`, an intrinsic function with `States.`; a constant has a key without `.$`';
  yield { message: `\`${key}\` takes a path or an intrinsic function, not \`${showValue(text)}\``, path, help };
}

/** What is wrong with the syntax, and where. */
function problemOf(text: string): string | undefined {
  try {
    if (text.startsWith('$')) parseJsonPath(text);
    else parseIntrinsic(text);
    return undefined;
  } catch (error) {
    return error instanceof TextSyntaxError ? error.problem : undefined;
  }
}

/** `ErrorPath` and `CausePath` accept intrinsic functions that return a string. */
function* intrinsicPath(text: Json | undefined, path: FieldPath): Generator<Finding> {
  if (typeof text !== 'string') return;
  const textual = /^States\.(?:Format|JsonToString|ArrayGetItem|Base64Encode|Base64Decode|Hash|UUID)\(/.test(text);
  const key = String(path.at(-1));
  if (!text.startsWith('States.') || textual) yield* expression(key, text, path);
  else
    yield {
      message: `\`${key}\` takes a path or an intrinsic function that gives a text, not \`${showValue(text)}\``,
      path,
    };
}

function* duplicates(template: Json | undefined, path: FieldPath): Generator<Finding> {
  if (!isJsonObject(template)) return;
  for (const key of Object.keys(template)) {
    if (!key.endsWith('.$') || !Object.hasOwn(template, key.slice(0, -2))) continue;
    const plain = key.slice(0, -2);
    yield {
      message: `\`${key}\` and \`${plain}\` become the same key`,
      path: [...path, key],
      at: 'key',
      help: 'keep one of them',
    };
  }
}
