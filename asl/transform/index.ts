export * from './longest-seconds';
export * from './transformation-error';
export * from './transformations';
export { handOverNote, roles } from './to-batch';
