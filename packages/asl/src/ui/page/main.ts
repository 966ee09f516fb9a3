import './style/base.css';
import './style/shell.css';
import './style/parts.css';
import { h, render } from 'preact';
import type { Page } from './page';
import { App } from './shell/app';

/** Shows the pages, in the order of the menu. */
export function startPage(pages: readonly Page[]): void {
  render(h(App, { pages }), document.body);
}
