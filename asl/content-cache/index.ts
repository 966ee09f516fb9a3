export { type ContentCache, contentCache, noCache, replaceFile } from './content-cache';
