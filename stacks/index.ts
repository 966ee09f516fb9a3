export { synthesiseIfChanged } from './synthesis/synthesise-if-changed';
