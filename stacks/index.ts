export { explained } from './explained';
export { startBundling } from './start-bundling';
export { unlessUnchanged } from './unchanged/unless-unchanged';

/** What an app is composed of. It loads cdktf and the AWS provider, which takes half a second: only when it is needed. */
export function loadStacks(): typeof import('./stacks') {
  return require('./stacks');
}
