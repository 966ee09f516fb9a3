export { basicPages } from './basic-pages';
export { definitionFiles } from './definition-files';
