import { configureGlobal } from 'fast-check';

/**
 * Property tests use the same examples at every run, so that a change that is green here is green in CI. `FAST_CHECK_SEED=…` (any
 * whole number) draws others.
 */
configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_261_122) });
