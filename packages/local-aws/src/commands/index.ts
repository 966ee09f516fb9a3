export { registerLocalCommands } from './local';
export { addModelOptions, type ModelFlags, modelChoice } from './model-options';
export { addRunOptions, type RunFlags, startRun } from './run-options';
