export { awsSource } from './aws-source';
export { folderSource } from './folder-source';
export { readLogGroup } from './read-log-group';
