export { audited, auditPrefix } from './audited';
export { confirmChange } from './confirm-change';
export { type FoundChange, findChange } from './find-change';
