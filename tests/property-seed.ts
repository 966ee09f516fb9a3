import * as fastCheck from '../node_modules/fast-check/lib/cjs/fast-check.js';

/**
 * What tests get as `fast-check` (jest.config.js). Property tests draw the same examples at every run, so that a change that is green here is
 * green in CI. `FAST_CHECK_SEED=…` (any whole number) draws others.
 */
fastCheck.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_261_122) });

export = fastCheck;
