import '../listing.css';
import type { Page } from '@document-pipelines/asl/ui/page';
import { EvaluationPage } from './evaluation-page';
import { EvaluationsPage } from './evaluations-page';

/** The evaluations of models and prompts, and one evaluation. */
export const pages: readonly Page[] = [
  {
    path: '/evaluations',
    menu: { label: 'Evaluations' },
    title: () => 'Evaluations',
    keys: [
      { keys: '↑ ↓', does: 'move in the list' },
      { keys: 'Enter', does: 'open the evaluation' },
    ],
    View: EvaluationsPage,
  },
  {
    path: '/evaluations/:id',
    title: ({ id = '' }) => `Evaluation ${id}`,
    keys: [{ keys: 'Escape', does: 'back to the list' }],
    View: EvaluationPage,
  },
];
