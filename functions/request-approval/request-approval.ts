import { createHash } from 'node:crypto';
import { type AskResult, askReviewer, type ReviewAsker } from '../shared/review/ask-reviewer';

/** The event of RequestApproval and EscalateApproval: a model that was trained, and its metrics. */
export interface RequestApprovalEvent {
  readonly taskToken: string;
  readonly modelName: string;
  readonly version: string;
  readonly outputModelArn: string;
  /** Loss in nats per token, on data that were not trained on. */
  readonly validationLoss: number;
  readonly trainingLoss: number;
  /** The version that is published now; empty before the first. */
  readonly compared: { readonly version: string; readonly validationLoss: number } | Readonly<Record<string, never>>;
  readonly metricsUri: string;
  /** 1, or 2 after a first round without an answer. */
  readonly round: number;
  readonly timeoutSeconds: number;
  readonly executionArn: string;
}

/**
 * Asks a person whether a model may be published: writes the token's row, then the reminders, then the notice. There is
 * no ledger row to mark: models have a table of their own, which the machine writes. AWS's errors keep their names.
 */
export function requestApproval(event: RequestApprovalEvent, asker: ReviewAsker): Promise<AskResult> {
  const { taskToken, executionArn, round, timeoutSeconds } = event;
  return askReviewer(
    {
      reviewId: approvalIdOf(event.modelName, event.version),
      taskToken,
      executionArn,
      round,
      timeoutSeconds,
      documentType: 'model',
      fields: fieldsOf(event),
      reasons: [reasonOf(event)],
    },
    asker,
  );
}

/** The id of a model version's approval, which links and commands name. */
export function approvalIdOf(modelName: string, version: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([modelName, version]))
    .digest('hex');
  return `approval-${digest.slice(0, 16)}`;
}

/** The fields that a person sees: names and numbers, not the data. */
function fieldsOf(event: RequestApprovalEvent): Readonly<Record<string, unknown>> {
  const { modelName, version, outputModelArn, validationLoss, trainingLoss, metricsUri } = event;
  return {
    modelName,
    version,
    outputModelArn,
    validationLoss,
    trainingLoss,
    metricsUri,
    compared: event.compared,
  };
}

function reasonOf({ modelName, version, validationLoss, compared }: RequestApprovalEvent): string {
  const asked = `${modelName} ${version} has a validation loss of ${roundLoss(validationLoss)}`;
  if (compared.version === undefined) return `${asked}; no version is published yet`;
  return `${asked}; the published version ${compared.version} has ${roundLoss(compared.validationLoss)}`;
}

function roundLoss(loss: number): string {
  return loss.toFixed(3);
}
