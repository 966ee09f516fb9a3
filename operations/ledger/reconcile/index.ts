export { interruptedReading } from './read-all';
export { type ReconcileOptions, type Reconciliation, reconcile, reconcileFolder } from './reconcile';
