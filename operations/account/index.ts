export { type Account, type AccountService, bytesOfBody, isServiceError, textOfBody } from './account';
export { type AccountNames, accountNames, batchPrefix, incomingPrefix, type MachineNames } from './account-names';
export type { AwsChoice } from './aws/aws-choice';
export { unlessDenied } from './aws/aws-problems';
export { localAccount } from './local-account';
export { allPages, follow, pagesOf } from './pages';
export { readAttributes, readRow, readRows, type StoredRow, scanPage, scanPages } from './tables';
export { type AccountOptions, elseThroughEndpoint, withAccount } from './with-account';
