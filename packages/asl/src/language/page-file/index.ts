export { scriptOf } from './script-of';
export { type PageParts, selfContainedPage } from './self-contained-page';
