export { type AppliedApp, applyApp } from './apply';
export { leaveOut } from './leave-out';
export { loadSynthesisedApp, placeOf, type SynthesisedApp } from './synthesised-app';
