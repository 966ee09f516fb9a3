export { type ReviewAction, runReviewAction } from './review';
