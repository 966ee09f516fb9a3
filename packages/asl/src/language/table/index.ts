export { alignedTable, type Column, fittedTable } from './fitted-table';
