export { type TraceOptions, traceStory } from './trace';
