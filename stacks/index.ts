export { explained } from './synthesis/explained';
export { startBundling } from './synthesis/start-bundling';
export { unlessUnchanged } from './synthesis/unless-unchanged';

/** What an app is composed of. It loads cdktf and the AWS provider, which takes half a second: only when it is needed. */
export function loadStacks(): typeof import('./stacks') {
  return require('./stacks');
}
