import type { JsonObject, QueryLanguage } from '../../../asl/definition';
import { StatesError } from '../../../asl/expressions';
import { inField } from '../../compile/in-field';
import { compileNumberField } from '../../compile/number-field';
import type { StateView } from '../../states/state-view';
import type { BatcherPlan } from '../map-run-plan';
import { compilePayload } from './payload';

/** Compiles an ItemBatcher: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html */
export function compileBatcher(
  batcher: JsonObject | undefined,
  queryLanguage: QueryLanguage,
): ((view: StateView) => BatcherPlan) | undefined {
  if (batcher === undefined) return undefined;
  const { BatchInput } = batcher;
  const maxItems = inField('ItemBatcher', () => compileNumberField(batcher, 'MaxItemsPerBatch'));
  const maxBytes = inField('ItemBatcher', () => compileNumberField(batcher, 'MaxInputBytesPerBatch'));
  const batchInput =
    BatchInput === undefined ? undefined : compilePayload(BatchInput, 'ItemBatcher/BatchInput', queryLanguage);
  return (view) => ({
    maxItemsPerBatch: positive(maxItems?.(view), 'MaxItemsPerBatch'),
    maxInputBytesPerBatch: positive(maxBytes?.(view), 'MaxInputBytesPerBatch'),
    batchInput: batchInput?.(view),
  });
}

function positive(value: number | undefined, field: string): number | undefined {
  if (value === undefined || value > 0) return value;
  throw new StatesError('States.Runtime', `${field} must be greater than 0 but was ${value}.`);
}
