import type { ListedLetter } from '../../dead-letters/dead-letter-model';
import type { NamedTarget } from './redrive-button';

/** The address of a dead letter's page. */
export function letterAddress({ id }: Pick<ListedLetter, 'id'>): string {
  return `/dead-letters/${encodeURIComponent(id)}`;
}

/** What a redrive of a dead letter touches. */
export function targetOf({ documentId, executionArn, name }: ListedLetter): NamedTarget {
  return { id: documentId ?? executionArn, executionArn, name };
}
