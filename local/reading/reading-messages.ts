import type { DocumentText } from './document-text';
import type { UnreadableReason } from './unreadable-document-error';

/** What the reading thread is asked for. */
export interface ReadingRequest {
  readonly id: number;
  readonly wanted: 'page-count' | 'text';
  readonly bytes: Uint8Array;
}

/** What it answers: exactly one of the four. */
export type ReadingAnswer =
  | { readonly id: number; readonly pageCount: number }
  | { readonly id: number; readonly text: DocumentText }
  | { readonly id: number; readonly unreadable: { readonly reason: UnreadableReason; readonly message: string } }
  | { readonly id: number; readonly failure: string };
