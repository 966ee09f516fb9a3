export { drawMermaid } from './mermaid/draw-mermaid';
export type * from './model/graph';
export { readGraph } from './model/read-graph';
export type { CatchStyle } from './model/split-scope';
export type { StateFailure } from './model/state-failure';
export { takenPath } from './model/taken-path';
export * from './svg/draw-svg';
export type { Theme } from './svg/style';
