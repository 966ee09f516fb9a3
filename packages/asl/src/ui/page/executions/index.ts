import './executions.css';
import './execution.css';
import type { Page } from '../page';
import { ExecutionPage } from './execution-page';
import { ExecutionsPage } from './executions-page';

/** The list of executions, and one execution. */
export const pages: readonly Page[] = [
  {
    path: '/executions',
    menu: { label: 'Executions' },
    title: () => 'Executions',
    keys: [
      { keys: '/', does: 'search' },
      { keys: '↑ ↓', does: 'move in the list' },
      { keys: 'Enter', does: 'open the execution' },
      { keys: 'r', does: 'show new executions' },
    ],
    View: ExecutionsPage,
  },
  {
    path: '/executions/:machine/:name',
    title: ({ machine, name }) => `${machine} / ${name}`,
    keys: [
      { keys: '↑ ↓', does: 'move in the outline' },
      { keys: '← →', does: 'close or open a Map or Parallel' },
      { keys: 'n p', does: 'the next or previous failure' },
      { keys: '/', does: 'search the states' },
      { keys: '1 2 3 4', does: 'graph, timeline, events, definition' },
      { keys: 'r', does: 'run again, with the same input or another one' },
      { keys: 'c', does: 'copy as a case of asl test' },
      { keys: 'Escape', does: 'back to the list' },
    ],
    View: ExecutionPage,
  },
];
