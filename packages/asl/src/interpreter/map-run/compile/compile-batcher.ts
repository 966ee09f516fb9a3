import type { JsonObject, QueryLanguage } from '../../../language/definition';
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
    maxItemsPerBatch: maxItems?.(view),
    maxInputBytesPerBatch: maxBytes?.(view),
    batchInput: batchInput?.(view),
  });
}
