import { type FieldPath, isJsonObject, type Json } from '../../../definition';
import { compileIntrinsic, compileJsonPath } from '../../../expressions';
import { hasPlaceholder } from '../../../load';
import type { CheckedState } from '../../checked-definition';
import { isIntelligible } from '../../paths';
import type { Finding, Rule } from '../../rule';
import { entriesIn } from '../../texts';
import { objectItems, shown } from '../../values';

const templateFields = ['Parameters', 'ResultSelector', 'ItemSelector', 'Assign', 'Credentials'];

/**
 * A key that ends in `.$` holds neither a path nor an intrinsic function, or stands beside the same key without `.$`:
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

function* inState({ value, path }: CheckedState): Generator<Finding> {
  for (const field of templateFields) yield* inTemplate(value[field], [...path, field]);
  for (const part of ['ItemReader', 'ResultWriter']) {
    const inner: Json | undefined = value[part];
    if (isJsonObject(inner)) yield* inTemplate(inner['Parameters'], [...path, part, 'Parameters']);
  }
  const batcher: Json | undefined = value['ItemBatcher'];
  if (isJsonObject(batcher)) yield* inTemplate(batcher['BatchInput'], [...path, 'ItemBatcher', 'BatchInput']);
  for (const field of ['Catch', 'Choices']) {
    for (const { item, index } of objectItems(value[field]))
      yield* inTemplate(item['Assign'], [...path, field, index, 'Assign']);
  }
  for (const field of ['ErrorPath', 'CausePath']) yield* intrinsicPath(value[field], [...path, field]);
}

function* inTemplate(template: Json | undefined, path: FieldPath): Generator<Finding> {
  yield* duplicates(template, path);
  for (const { key, value, path: at } of entriesIn(template, path)) {
    if (isJsonObject(value)) yield* duplicates(value, at);
    if (!key.endsWith('.$')) continue;
    if (typeof value !== 'string') {
      yield {
        message: `\`${key}\` takes a path or an intrinsic function, not \`${shown(value)}\``,
        path: at,
        help: `without \`.$\` the value is taken as it is`,
      };
    } else yield* expression(key, value, at);
  }
}

function* expression(key: string, text: string, path: FieldPath): Generator<Finding> {
  if (hasPlaceholder(text)) return;
  if (isIntelligible(text, text.startsWith('$') ? compileJsonPath : compileIntrinsic)) return;
  const known = text.startsWith('$') ? undefined : /^States\.\w+\(/.test(text);
  const help = known === false ? 'a path begins with `$`, an intrinsic function with `States.`' : undefined;
  yield { message: `\`${key}\` takes a path or an intrinsic function, not \`${shown(text)}\``, path, help };
}

/** `ErrorPath` and `CausePath` take intrinsic functions that give a text. */
function* intrinsicPath(text: Json | undefined, path: FieldPath): Generator<Finding> {
  if (typeof text !== 'string') return;
  const textual = /^States\.(?:Format|JsonToString|ArrayGetItem|Base64Encode|Base64Decode|Hash|UUID)\(/.test(text);
  const key = String(path.at(-1));
  if (!text.startsWith('States.') || textual) yield* expression(key, text, path);
  else
    yield {
      message: `\`${key}\` takes a path or an intrinsic function that gives a text, not \`${shown(text)}\``,
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
