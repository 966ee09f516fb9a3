/**
 * What the table of API models is from: the service models of botocore (https://github.com/boto/botocore), Apache License 2.0. Written by
 * generate/run.ts; with it the cached results of checks change.
 */
export const apiModelSource = { version: '1.44.8', date: '2026-11-20' };
