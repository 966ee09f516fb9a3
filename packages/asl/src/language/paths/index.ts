export { nearestAbove, packageFileAbove } from './nearest-above';
export { shortPath, shownFile } from './short-path';
