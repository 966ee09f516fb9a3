export * from './apply-ignores';
export { ignoreComments } from './ignore-comments';
