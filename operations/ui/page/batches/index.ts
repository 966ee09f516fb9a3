import '../listing.css';
import type { Page } from '@document-pipelines/asl/ui/page';
import { BatchPage } from './batch-page';
import { BatchesPage } from './batches-page';

/** The batches, and one batch. */
export const pages: readonly Page[] = [
  {
    path: '/batches',
    menu: { label: 'Batches' },
    title: () => 'Batches',
    keys: [
      { keys: '↑ ↓', does: 'move in the list' },
      { keys: 'Enter', does: 'open the batch' },
    ],
    View: BatchesPage,
  },
  {
    path: '/batches/:id',
    title: ({ id = '' }) => `Batch ${id}`,
    keys: [
      { keys: 'r', does: 'look at what can be resumed' },
      { keys: 'Escape', does: 'back to the list' },
    ],
    View: BatchPage,
  },
];
