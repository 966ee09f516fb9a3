export * from './named-files';
