/** Tests sit beside their code as `*.test.ts`; what spans rooms sits in `tests/`. */
module.exports = {
  // The suites of a worker share a context and their modules. A suite that replaces modules starts with `/** @jest-environment node */`.
  testEnvironment: '<rootDir>/tests/one-context/environment.js',
  testRunner: '<rootDir>/tests/one-context/test-runner.js',
  roots: [
    '<rootDir>/packages',
    '<rootDir>/operations',
    '<rootDir>/offline-reader',
    '<rootDir>/stacks',
    '<rootDir>/environments',
    '<rootDir>/functions',
    '<rootDir>/definitions',
    '<rootDir>/tests',
    '<rootDir>/samples',
  ],
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\.ts$|/node_modules/hyparquet(-writer)?/.*\\.js$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!hyparquet(-writer)?/)'],
  // Only what draws examples loads fast-check, and gets it with its seed.
  moduleNameMapper: { '^fast-check$': '<rootDir>/tests/property-seed.ts' },
  // Much of the time goes into waiting for processes: a worker for every core, and none kept back.
  maxWorkers: '100%',
  testTimeout: 240_000,
};
