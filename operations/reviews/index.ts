export { type ReviewAction, review } from './review';
