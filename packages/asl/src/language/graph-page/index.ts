export { find, parent, readData, textElement, toSvg } from './dom';
export { type ShownGraph, showGraph } from './show-graph';
