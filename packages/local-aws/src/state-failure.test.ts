import { DamagedFileError } from './json-file';
import { RunEnd, StateFailure, stateFailureOf } from './state-failure';

function systemError(code: string, syscall = 'write'): Error {
  return Object.assign(new Error(`${code}: it failed, ${syscall}`), { code, syscall });
}

describe('a failure of the state', () => {
  it.each([
    [
      'ENOSPC',
      'the disk is full (ENOSPC: it failed, write): nothing that was kept in .local/dev is lost; free space on it and run the same command again',
    ],
    [
      'EROFS',
      'the disk is mounted read-only (EROFS: it failed, write): nothing that was kept in .local/dev is lost; make it writable and run the same command again',
    ],
  ])('of %s names what happened, that nothing is lost and what to do', (code, message) => {
    expect(stateFailureOf(systemError(code), '.local/dev')?.message).toBe(message);
  });

  it.each(['EDQUOT', 'EIO', 'EFBIG', 'EACCES', 'EPERM', 'EMFILE', 'LEVEL_IO_ERROR', 'LEVEL_CORRUPTION'])(
    'is %s',
    (code) => {
      expect(stateFailureOf(systemError(code))).toBeInstanceOf(StateFailure);
    },
  );

  it('is found behind other errors', () => {
    const error = new Error('the tables cannot be opened', { cause: systemError('ENOSPC') });

    expect(stateFailureOf(error)?.message).toContain('the disk is full');
  });

  it('is a damaged file, by name', () => {
    expect(stateFailureOf(new DamagedFileError('a.json', 'JSON'))?.message).toBe(
      'a.json does not hold JSON: nothing else is lost; move a.json away, or put back a copy of it, and run the same command again',
    );
  });

  it.each([
    ['a missing file', systemError('ENOENT', 'open')],
    ['a port that may not be opened', systemError('EACCES', 'listen')],
    ['an error without a code', new Error('ENOSPC')],
    ['a text', 'ENOSPC'],
    ['a code named like a member of every object', systemError('constructor')],
  ])('is not %s', (_what, error) => {
    expect(stateFailureOf(error)).toBeUndefined();
  });
});

describe('the end of a run', () => {
  it('comes with the first failure, before its caller hears of it', async () => {
    const end = new RunEnd('.local/dev');
    const heard: string[] = [];
    end.signal.addEventListener('abort', () => heard.push('the run'));

    const work = end.during(() => Promise.reject(systemError('ENOSPC')));
    await expect(work.finally(() => heard.push('the caller'))).rejects.toThrow('the disk is full');

    expect(heard).toEqual(['the run', 'the caller']);
  });

  it('lets nothing be done after it', async () => {
    const end = new RunEnd('.local/dev');
    end.take(systemError('EIO'));
    let isDone = false;

    await expect(end.during(async () => (isDone = true))).rejects.toThrow('the disk reports an error');

    expect(isDone).toBe(false);
  });

  it('does not come with other errors', async () => {
    const end = new RunEnd('.local/dev');

    await expect(end.during(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(end.signal.aborted).toBe(false);
  });
});
