export { type AppliedApp, applyApp } from './apply';
export { leaveOut } from './leave-out';
export { loadSynthesisedApp, localAccountOf, type SynthesisedApp } from './synthesised-app';
