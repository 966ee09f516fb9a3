import '../records.css';
import type { PageModule } from '@document-pipelines/asl/ui/page';
import { DocumentPage } from './document-page';
import { ExecutionDocumentLinks } from './execution-document';
import { LedgerPage } from './ledger-page';
import { ReconcilePage } from './reconcile-page';

/** The ledger, reconciling, and one document. */
export const { pages, executionParts }: PageModule = {
  pages: [
    {
      path: '/ledger',
      menu: { label: 'Ledger' },
      title: () => 'Ledger',
      keys: [
        { keys: '/', does: 'search; Enter looks for an id or key that the list does not have' },
        { keys: '↑ ↓', does: 'move in the list' },
        { keys: 'Enter', does: 'open the document' },
        { keys: 'r', does: 'read again, with new documents' },
      ],
      View: LedgerPage,
    },
    {
      path: '/ledger/reconcile',
      title: () => 'Reconcile',
      keys: [
        { keys: 'Ctrl Enter', does: 'start, or continue what was stopped' },
        { keys: '↑ ↓', does: 'move in the gaps' },
        { keys: 'Enter', does: 'open the document' },
        { keys: 'Escape', does: 'back to the ledger' },
      ],
      View: ReconcilePage,
    },
    {
      path: '/ledger/:id',
      title: ({ id = '' }) => (/^[0-9a-f]{64}$/.test(id) ? id.slice(0, 16) : 'Document'),
      keys: [
        { keys: 'Ctrl Enter', does: 'redrive a document that failed; confirm' },
        { keys: 'Escape', does: 'back to the ledger' },
      ],
      View: DocumentPage,
    },
  ],
  executionParts: [ExecutionDocumentLinks],
};
