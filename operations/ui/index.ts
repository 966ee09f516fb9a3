export { showPages, type UiChoice } from './show-pages';
