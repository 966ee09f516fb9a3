import { type FieldPath, isJsonObject, type Json, type JsonObject, type QueryLanguage } from '../definition';
import { isJsonataText } from './jsonata/jsonata-text';

/** An expression and its location in its state. */
export interface ExpressionText {
  readonly text: string;
  readonly path: FieldPath;
}

/** Fields that hold scopes: their states have expressions of their own. */
const scopeFields = new Set(['Branches', 'ItemProcessor', 'Iterator']);
/** Fields of a state, a catcher, a retrier, a choice rule or a reader that hold names, never expressions. */
const constantFields = new Set([
  'Comment',
  'CSVHeaders',
  'Default',
  'ErrorEquals',
  'Label',
  'Next',
  'QueryLanguage',
  'Type',
]);
/** Fields that hold any JSON: their keys have no meaning. */
const templateFields = new Set([
  ...['Parameters', 'Arguments', 'ResultSelector', 'ItemSelector', 'BatchInput', 'Assign', 'Output', 'Credentials'],
  ...['Items', 'Result'],
]);

/** The expressions of a state: JSONata in `{% %}`, or the paths and intrinsic functions of a JSONPath state. */
export function expressionTextsOf(state: JsonObject, language: QueryLanguage): Generator<ExpressionText> {
  return inFields(state, [], language);
}

function* inFields(fields: JsonObject, at: FieldPath, language: QueryLanguage): Generator<ExpressionText> {
  for (const [key, value] of Object.entries(fields)) {
    const path = [...at, key];
    if (constantFields.has(key) || (path.length === 1 && scopeFields.has(key))) continue;
    if (templateFields.has(key)) {
      if (key !== 'Result' || language === 'JSONata') yield* inTemplate(value, path, language);
    } else yield* inField(value, path, language);
  }
}

function* inField(value: Json, path: FieldPath, language: QueryLanguage): Generator<ExpressionText> {
  if (typeof value === 'string') {
    const isExpression = language === 'JSONata' ? isJsonataText(value) : isPathField(path) && isJsonPathText(value);
    if (isExpression) yield { text: value, path };
  } else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) yield* inField(item, [...path, index], language);
  } else if (isJsonObject(value)) yield* inFields(value, path, language);
}

function* inTemplate(value: Json, path: FieldPath, language: QueryLanguage): Generator<ExpressionText> {
  if (typeof value === 'string') {
    const isExpression = language === 'JSONata' ? isJsonataText(value) : isDynamicKey(path) && isJsonPathText(value);
    if (isExpression) yield { text: value, path };
  } else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries())
      yield* inTemplate(item, [...path, index], language);
  } else if (isJsonObject(value)) {
    for (const [key, inner] of Object.entries(value)) yield* inTemplate(inner, [...path, key], language);
  }
}

/** `ResultPath` names a location to write to. */
function isPathField(path: FieldPath): boolean {
  const field = path.at(-1);
  if (typeof field !== 'string' || field === 'ResultPath') return false;
  return field.endsWith('Path') || field === 'Variable';
}

function isDynamicKey(path: FieldPath): boolean {
  const key = path.at(-1);
  return typeof key === 'string' && key.endsWith('.$');
}

function isJsonPathText(text: string): boolean {
  return text.startsWith('$') || text.startsWith('States.');
}
