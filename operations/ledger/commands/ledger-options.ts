import type { AccountOptions } from '../../account';

/** Options of every command on a ledger. */
export interface LedgerOptions extends AccountOptions {
  /** Print only JSON to stdout. */
  readonly json: boolean;
}
