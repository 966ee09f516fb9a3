import './style/base.css';
import './style/shell.css';
import './style/parts.css';
import './style/graph.css';
import { h, render } from 'preact';
import type { PageModule } from './page';
import { App } from './shell/app';

/** Shows the pages of modules, in the order of the menu. */
export function startPage(modules: readonly PageModule[]): void {
  render(h(App, { modules }), document.body);
}
