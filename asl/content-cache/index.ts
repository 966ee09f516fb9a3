export { type ContentCache, contentCache, noCache } from './content-cache';
