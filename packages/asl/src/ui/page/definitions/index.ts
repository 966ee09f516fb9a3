import './definitions.css';
import './definition.css';
import './debug.css';
import type { Page } from '../page';
import { fileName } from './address';
import { DebugPage } from './debug-page';
import { DefinitionPage } from './definition-page';
import { DefinitionsPage } from './definitions-page';

const states = [
  { keys: '↑ ↓', does: 'move in the outline' },
  { keys: '← →', does: 'close or open a Map or Parallel in the graph' },
  { keys: '/', does: 'search the states' },
];

/** The list of definitions, one definition, and the step debugger. */
export const pages: readonly Page[] = [
  {
    path: '/definitions',
    menu: { label: 'Definitions' },
    title: () => 'Definitions',
    keys: [
      { keys: '↑ ↓', does: 'move in the list' },
      { keys: 'Enter', does: 'open the definition' },
    ],
    View: DefinitionsPage,
  },
  {
    path: '/definitions/:file',
    title: ({ file = '' }) => fileName(file),
    keys: [
      ...states,
      { keys: 'n p', does: 'the next or previous finding' },
      { keys: '1 2', does: 'graph, text' },
      { keys: 'r', does: 'run with input and mocks' },
      { keys: 'd', does: 'debug' },
      { keys: 'b', does: 'breakpoint on the state' },
    ],
    View: DefinitionPage,
  },
  {
    path: '/definitions/:file/debug/:id',
    title: ({ file = '', id }) => `${id} · ${fileName(file)}`,
    keys: [
      { keys: 'F8', does: 'continue to the next breakpoint' },
      { keys: 'F10', does: 'step' },
      { keys: 'b', does: 'breakpoint on the state' },
      ...states,
    ],
    View: DebugPage,
  },
];
