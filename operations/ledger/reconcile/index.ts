export { type ReconcileOptions, type Reconciliation, reconcile } from './reconcile';
