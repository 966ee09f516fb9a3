export { enteredWork } from './entered-work';
export { type Cell, type Column, type FittingCell, fittedTable } from './fitted-table';
export { continuedBy, type OperatorCommands, operatorCommands, quoted } from './operator-commands';
export { shortPath, shownFile } from './short-path';
