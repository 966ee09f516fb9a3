export * from './named-files';
export * from './read-definition-file';
export * from './replace-file';
export * from './role-lock-file';
export * from './texts-below';
