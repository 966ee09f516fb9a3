import { Readable } from 'node:stream';
import { bodyBytes, bodyText, type ObjectAnswer } from './body';

function answer(chunks: readonly (string | Error)[], length?: number): ObjectAnswer {
  const body = Readable.from(
    (async function* () {
      for (const chunk of chunks) {
        if (chunk instanceof Error) throw chunk;
        yield Buffer.from(chunk, 'latin1');
      }
    })(),
  );
  return { Body: body as never, ...(length !== undefined && { ContentLength: length }) };
}

describe('the body of an object', () => {
  it('is read whole, a character cut in two included', async () => {
    await expect(bodyText(answer(['a\xc3', '\xa4b'], 4))).resolves.toBe('aäb');
    await expect(bodyBytes(answer(['\x00\xff', '\x01']))).resolves.toEqual(new Uint8Array([0, 255, 1]));
    await expect(bodyText(answer([], 0))).resolves.toBe('');
  });

  it.each([
    ['breaks', answer(['half', Object.assign(new Error('aborted'), { code: 'ECONNRESET' })]), /aborted/],
    ['is shorter than its length', answer(['half'], 8), /the body ended after 4 of 8 bytes/],
    ['is absent', {}, /without a body/],
  ])('throws an error that definitions retry if it %s', async (_what, broken, message) => {
    await expect(bodyText(broken)).rejects.toMatchObject({
      name: 'TimeoutError',
      message: expect.stringMatching(message),
    });
  });

  it('lets every other error out under its own name', async () => {
    await expect(bodyText(answer([new RangeError('too much')]))).rejects.toMatchObject({ name: 'RangeError' });
  });
});
