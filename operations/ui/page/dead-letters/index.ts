import '../records.css';
import type { Page } from '@document-pipelines/asl/ui/page';
import { DeadLetterPage } from './dead-letter-page';
import { DeadLettersPage } from './dead-letters-page';

/** The dead letters, and one of them. */
export const pages: readonly Page[] = [
  {
    path: '/dead-letters',
    menu: { label: 'Dead letters' },
    title: () => 'Dead letters',
    keys: [
      { keys: '/', does: 'search' },
      { keys: '↑ ↓', does: 'move in the list' },
      { keys: 'Enter', does: 'open the dead letter' },
      { keys: 'Space', does: 'choose it, or drop it' },
      { keys: 'a', does: 'choose all that match, or none' },
      { keys: 'Ctrl Enter', does: 'redrive what is chosen; confirm' },
      { keys: 'r', does: 'read the queue again' },
      { keys: 'Escape', does: 'leave the search; choose none' },
    ],
    View: DeadLettersPage,
  },
  {
    path: '/dead-letters/:id',
    title: () => 'Dead letter',
    keys: [
      { keys: 'Ctrl Enter', does: 'redrive; confirm' },
      { keys: 'Escape', does: 'back to the list' },
    ],
    View: DeadLetterPage,
  },
];
