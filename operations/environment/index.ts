export { type EnvironmentOutputs, environmentOutputs } from './environment-outputs';
export { type Look, lookAt, type OpenEnvironment, withEnvironment } from './open-environment';
