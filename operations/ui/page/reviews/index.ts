import './reviews.css';
import type { Page } from '@document-pipelines/asl/ui/page';
import { ReviewsPage } from './reviews-page';

/** The inbox of reviews. */
export const pages: readonly Page[] = [
  {
    path: '/reviews',
    menu: { label: 'Reviews' },
    title: () => 'Reviews',
    keys: [
      { keys: 'Ctrl Enter', does: 'approve, or send the correction' },
      { keys: 'e', does: 'correct: go to the first field' },
      { keys: 'a', does: 'accept although a check fails, with a reason' },
      { keys: 'x', does: 'reject, with a reason' },
      { keys: 's', does: 'skip to the next' },
      { keys: '↑ ↓', does: 'move in the queue' },
      { keys: '+ -', does: 'make the page larger or smaller' },
      { keys: 'n p', does: 'the next or previous page' },
      { keys: 'Escape', does: 'leave the field' },
    ],
    View: ReviewsPage,
  },
];
