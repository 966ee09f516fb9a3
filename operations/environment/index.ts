export { type EnvironmentOutputs, environmentOutputs } from './environment-outputs';
export { type OpenEnvironment, type ReadOnlyEnvironment, readEnvironment, withEnvironment } from './open-environment';
