export { type ContentCache, cacheFolder, contentCache, noCache } from './content-cache';
