export { mergeReadings, readingsIn } from './merge-readings';
export { readBySchema } from './read-by-schema';
export { parseToolSchema, type ToolSchema } from './schema';
export { summarise } from './summarise';
