export { canonical } from './canonical';
export { compareDefinitions, type DefinitionChange, type DefinitionChanges, hasChanges } from './compare-definitions';
export { withDeployedValues } from './deployed-values';
export { type DiffSource, deployedSource, diffSourceOf } from './diff-source';
export type { Permission } from './role-changes';
export * from './words';
