import type { BatchVariant } from './plan/batch-plan';

/** The state machine of each variant, as its definition's file is named. */
export const machineNames: Readonly<Record<BatchVariant, string>> = {
  STANDARD: 'batch-pipeline',
  EXPRESS: 'batch-pipeline-express',
};
