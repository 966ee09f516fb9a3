export { shownPath } from './bucket/shown-path';
export { createS3, type S3 } from './create-s3';
export { asStream } from './operations/read-objects';
