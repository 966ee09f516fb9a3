/** Statements that no sample of `asl local run` needs, as `role Sid`, and what does. tests/policies.test.ts removes others. */
export const unusedBySamples: Readonly<Record<string, string>> = {};
