import { documentTypes } from './document-types';
import { type Fields, isGiven } from './invoice';

/** Whether documents of a type are stored without review only if their total is confirmed. */
export function hasSums(documentType: string): boolean {
  return documentTypes[documentType]?.hasSums ?? false;
}

/**
 * Returns a sentence for each field that a document of this type must state and does not. Unreadable ones count as
 * given.
 */
export function missingFields(documentType: string, fields: Fields): string[] {
  const mustState = documentTypes[documentType]?.mustState;
  if (mustState === undefined) return [`A document of the type ${documentType} is only stored after a review.`];
  return Object.entries(mustState)
    .filter(([name]) => !isGiven(fields[name]))
    .map(([, word]) => `The ${documentType} gives no ${word}.`);
}
