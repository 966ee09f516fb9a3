import { type FieldPath, locateField } from './field-location';

const numberFields = new Set([
  'TimeoutSeconds',
  'HeartbeatSeconds',
  'Seconds',
  'MaxConcurrency',
  'ToleratedFailureCount',
  'ToleratedFailurePercentage',
]);
const retrierNumberFields = new Set(['IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds']);
const textFields = new Set([
  'Type',
  'Resource',
  'Next',
  'Default',
  'StartAt',
  'QueryLanguage',
  'Label',
  'Comment',
  'Timestamp',
  'Version',
  'Error',
  'Cause',
]);

/**
 * What the States Language takes in this place: a number (JSONata: or a `{% … %}` text), a text, or any JSON. Keys inside
 * Arguments, Parameters and the like are any JSON, whatever their names.
 */
export function fieldKind(path: FieldPath): 'number' | 'text' | 'any' {
  const { field } = locateField(path);
  const name = field.at(-1);
  if (typeof name !== 'string') return 'any';
  if (field.length === 1) return numberFields.has(name) ? 'number' : textFields.has(name) ? 'text' : 'any';
  if (field[0] === 'Retry') return field.length === 3 && retrierNumberFields.has(name) ? 'number' : 'any';
  if (field[0] === 'Catch') return field.length === 3 && name === 'Next' ? 'text' : 'any';
  if (field[0] === 'Choices') {
    if (/^Numeric\w+$/.test(name) && !name.endsWith('Path')) return 'number';
    return field.length === 3 && name === 'Next' ? 'text' : 'any';
  }
  if (field[0] === 'ItemBatcher' && field.length === 2 && name.startsWith('Max') && !name.endsWith('Path'))
    return 'number';
  return field[0] === 'ItemReader' && field[1] === 'ReaderConfig' && name === 'MaxItems' ? 'number' : 'any';
}
