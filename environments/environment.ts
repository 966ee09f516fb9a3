import type { EnvironmentFile } from './environment-schema';
import { defaultTextractQuotas, type TextractQuotas } from './textract-quotas';

/** One environment, checked, with every default filled in. Its name is its file's name, its stack's id and a part of every resource's name. */
export interface Environment extends Omit<EnvironmentFile, 'textract' | 'extraction' | 'review'> {
  readonly name: string;
  readonly textract: TextractQuotas;
  readonly extraction: Required<EnvironmentFile['extraction']>;
  readonly review: EnvironmentFile['review'] & { readonly reminders: readonly number[] };
}

/** Sets the defaults of absent settings. */
export function completeEnvironment(name: string, file: EnvironmentFile): Environment {
  const textract = { ...defaultTextractQuotas(file.region), ...file.textract };
  const review = { ...file.review, reminders: file.review.reminders ?? [0.5, 0.9] };
  const reservedConcurrency = file.extraction.reservedConcurrency ?? concurrencyFor(textract);
  return { ...file, name, textract, extraction: { ...file.extraction, reservedConcurrency }, review };
}

/**
 * As many copies of extract-text as keep the region's quota busy: a call takes about two seconds, so twice the calls
 * per second. More copies would only be throttled, and each retry is paid for.
 */
function concurrencyFor(quotas: TextractQuotas): number {
  const secondsPerCall = 2;
  const callsPerSecond = Math.max(quotas.detectDocumentTextPerSecond, quotas.startDocumentTextDetectionPerSecond);
  return Math.max(1, Math.ceil(callsPerSecond * secondsPerCall));
}
