import { Closers } from './closers';

function closersOf(...closing: (() => void | Promise<void>)[]) {
  const closers = new Closers();
  for (const close of closing) closers.add(close);
  return closers;
}

test('one that fails to close does not keep the others open', async () => {
  const closed: string[] = [];
  const fail = () => Promise.reject(new Error('a full disk'));
  const closers = closersOf(
    () => void closed.push('first'),
    fail,
    () => void closed.push('last'),
  );

  await expect(closers.closeAll()).rejects.toThrow('a full disk');

  expect(closed).toEqual(['last', 'first']);
});

test('after a failure, what does not close is left', async () => {
  const closed: string[] = [];
  const closers = closersOf(
    () => void closed.push('first'),
    () => new Promise(() => undefined),
  );

  await closers.closeWhatCloses(1);

  expect(closed).toEqual(['first']);
});
