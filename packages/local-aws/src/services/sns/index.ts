export { createSns } from './create-sns';
export type { SnsOptions } from './sns-state';
