import { namedByNetwork } from './network-errors';

function nodeError(code: string, message: string = code): Error {
  return Object.assign(new Error(message), { code });
}

describe('namedByNetwork', () => {
  it.each([
    ['ECONNRESET', 'TimeoutError'],
    ['EPIPE', 'TimeoutError'],
    ['ETIMEDOUT', 'TimeoutError'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'TimeoutError'],
    ['ENOTFOUND', 'ServiceUnavailable'],
    ['EAI_AGAIN', 'ServiceUnavailable'],
    ['ECONNREFUSED', 'ServiceUnavailable'],
  ])('names %s %s', (code, name) => {
    const error = nodeError(code);
    expect(namedByNetwork(error)).toMatchObject({
      name,
      code,
      message: expect.stringMatching(`: ${code}$`),
      cause: error,
    });
  });

  it.each([
    'aborted',
    'terminated',
    'socket hang up',
    'Premature close',
    'Checksum mismatch: expected "a" but received "b"',
  ])('names an error that has no code: %s', (message) => {
    expect(namedByNetwork(new Error(message))).toMatchObject({ name: 'TimeoutError' });
  });

  it('names an error by its cause, and one of several addresses', () => {
    const fetched = new TypeError('fetch failed', { cause: nodeError('ECONNREFUSED') });
    expect(namedByNetwork(fetched)).toMatchObject({ name: 'ServiceUnavailable' });
    const everyAddress = Object.assign(new AggregateError([nodeError('ECONNREFUSED')]), { code: 'ECONNREFUSED' });
    expect(namedByNetwork(everyAddress)).toMatchObject({ name: 'ServiceUnavailable' });
  });

  it('adds its reason once', () => {
    const error = nodeError('ECONNRESET', 'aborted');
    expect(namedByNetwork(namedByNetwork(error))).toHaveProperty('message', 'the answer did not arrive whole: aborted');
  });

  it.each([
    Object.assign(nodeError('ECONNRESET'), { name: 'SlowDown' }),
    nodeError('ENOENT'),
    new TypeError('aborted is not a function'),
    'ECONNRESET',
  ])('leaves %s as it is', (error) => {
    const before = error instanceof Error ? { name: error.name, message: error.message } : error;
    const after = namedByNetwork(error);
    expect(after).toBe(error);
    expect(after instanceof Error ? { name: after.name, message: after.message } : after).toEqual(before);
  });
});
