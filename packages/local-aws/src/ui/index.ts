export { awsSource } from './aws-source';
export { folderSource } from './folder-source';
