import { tmpdir } from 'node:os';

interface Environment {
  readonly fakeTimersModern: { useFakeTimers(): void };
  teardown(): Promise<void>;
}
const Environment: new (config: { readonly projectConfig: object }) => Environment = require('./environment.js');

describe('the environment of a suite', () => {
  it('puts back what the suite changed', async () => {
    const environment = new Environment({ projectConfig: { fakeTimers: {} } });
    const before = {
      fetch,
      now: Date.now,
      directory: process.cwd(),
      home: process.env['HOME'],
      listeners: process.listeners('SIGTERM'),
    };

    Object.assign(globalThis, { fetch: () => Promise.reject(new Error('no network')) });
    environment.fakeTimersModern.useFakeTimers();
    process.chdir(tmpdir());
    process.env['HOME'] = '/nowhere';
    process.env['LEFT_BEHIND'] = '1';
    process.exitCode = 2;
    process.on('SIGTERM', () => undefined);
    await environment.teardown();

    expect({
      fetch,
      now: Date.now,
      directory: process.cwd(),
      home: process.env['HOME'],
      listeners: process.listeners('SIGTERM'),
    }).toEqual(before);
    expect(process.env).not.toHaveProperty('LEFT_BEHIND');
    expect(process.exitCode).toBeUndefined();
  });
});

describe('the modules of a suite', () => {
  it('are shared, so that they cannot be replaced', () => {
    expect(() => jest.doMock('esbuild')).toThrow('@jest-environment node');
    expect(() => jest.resetModules()).toThrow('@jest-environment node');
  });

  it('are those that Jest maps', () => {
    expect(require.resolve('fast-check')).toMatch(/property-seed\.ts$/);
  });
});
