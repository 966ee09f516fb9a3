export { type EvaluateOptions, type EvaluationStatus, evaluate } from './evaluate';
