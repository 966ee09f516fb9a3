export { createConverse, offlineReaderName } from './converse';
export { readBySchema } from './read-by-schema';
