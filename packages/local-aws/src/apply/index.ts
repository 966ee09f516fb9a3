export { type AppliedApp, applyApp } from './apply';
export { loadSynthesisedApp, placeOf, type SynthesisedApp } from './synthesised-app';
