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
export function expressionTextsOf(state: JsonObject, language: QueryLanguage): readonly ExpressionText[] {
  const found: ExpressionText[] = [];
  inFields(state, { path: [], language, found });
  return found;
}

interface Walk {
  /** Of the value that is walked through. */
  readonly path: (string | number)[];
  readonly language: QueryLanguage;
  readonly found: ExpressionText[];
}

function inFields(fields: JsonObject, walk: Walk): void {
  const isState = walk.path.length === 0;
  for (const [key, value] of Object.entries(fields)) {
    if (constantFields.has(key) || (isState && scopeFields.has(key))) continue;
    if (!templateFields.has(key)) inside(key, walk, () => inField(value, walk));
    else if (key !== 'Result' || walk.language === 'JSONata') inside(key, walk, () => inTemplate(value, walk));
  }
}

function inField(value: Json, walk: Walk): void {
  if (typeof value === 'string') addExpression(value, walk, isPathField);
  else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) inside(index, walk, () => inField(item, walk));
  } else if (isJsonObject(value)) inFields(value, walk);
}

function inTemplate(value: Json, walk: Walk): void {
  if (typeof value === 'string') addExpression(value, walk, isDynamicKey);
  else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) inside(index, walk, () => inTemplate(item, walk));
  } else if (isJsonObject(value)) {
    for (const [key, inner] of Object.entries(value)) inside(key, walk, () => inTemplate(inner, walk));
  }
}

function inside(step: string | number, { path }: Walk, visit: () => void): void {
  path.push(step);
  visit();
  path.pop();
}

/** `isOfPath`: whether a string at a path is a path or an intrinsic function, in JSONPath. */
function addExpression(text: string, { path, language, found }: Walk, isOfPath: (path: FieldPath) => boolean): void {
  const isExpression = language === 'JSONata' ? isJsonataText(text) : isOfPath(path) && isJsonPathText(text);
  if (isExpression) found.push({ text, path: [...path] });
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
