export { audited, auditPrefix } from './audited';
export { confirmChange } from './confirm-change';
