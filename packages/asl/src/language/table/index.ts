export { alignedTable, type Cell, type Column, type FittingCell, fittedTable } from './fitted-table';
