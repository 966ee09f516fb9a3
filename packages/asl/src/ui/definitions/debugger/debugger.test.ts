import { NotFoundError } from '../../pages';
import { OpenedPages } from '../tests/opened-pages';
import type { DebugView } from './debug-session';

let opened: OpenedPages;
let file: string;

beforeEach(() => {
  opened = new OpenedPages();
  ({ file } = opened);
});
afterEach(() => opened.close());

describe('the debugger', () => {
  it('stops at a breakpoint, and takes another result', async () => {
    const started = await opened.act<DebugView>('debug/start', {
      file,
      caseName: 'greets',
      breakpoints: ['Done'],
      onErrors: false,
    });
    expect(started).toMatchObject({
      id: 'debug-1',
      pause: { kind: 'beforeState', stateName: 'Greet', path: 'Greet', input: { name: 'Ada' }, reason: 'start' },
      elapsed: 0,
    });
    const resume = (pause: number, more: object = {}): Promise<DebugView> =>
      opened.act('debug/resume', { id: started.id, pause, mode: 'continue', ...more });
    const stopped = await resume(1, { result: '{"Payload": {"text": "Good night"}}' });
    expect(stopped).toMatchObject({
      elapsed: 60_000,
      pause: { id: 2, stateName: 'Done', variables: { text: 'Good night' }, reason: 'breakpoint' },
    });
    await expect(resume(1)).rejects.toThrow('the execution has gone on in the meantime');
    const ended = await resume(2, { variables: '{"text": "Bye"}' });
    expect(ended).toMatchObject({ hasEnded: true });
    await expect(resume(2)).rejects.toThrow('the execution has ended');
    expect(opened.published).toContain('debug');
  });

  it('asks for an answer, and ends when it is stopped', async () => {
    opened.withoutCases();
    const { id } = await opened.act<DebugView>('debug/start', { file, breakpoints: [], onErrors: true });
    const asked = await opened.act<DebugView>('debug/resume', { id, pause: 1, mode: 'continue' });
    expect(asked).toMatchObject({ pause: { kind: 'afterCall', problem: '`Greet` calls, and no mock answers it' } });
    await expect(opened.act('debug/resume', { id, pause: 2, mode: 'step' })).rejects.toThrow('`Greet` has no answer');
    const retried = await opened.act<DebugView>('debug/resume', { id, pause: 2, mode: 'step', error: 'Busy' });
    expect(retried).toMatchObject({ pause: { kind: 'beforeState', stateName: 'Greet', attempt: 2 } });
    expect(retried.elapsed).toBeGreaterThan(0);
    expect(await opened.act<DebugView>('debug/stop', { id })).toMatchObject({ hasEnded: true });
  });

  it('has few sessions at the same time', async () => {
    const start = (): Promise<DebugView> => opened.act('debug/start', { file, breakpoints: [], onErrors: false });
    const [first] = [await start()];
    for (let count = 1; count < 10; count++) await start();
    await expect(start()).rejects.toThrow('there are 10 debuggers already');
    await opened.act('debug/stop', { id: first?.id ?? '' });
    await start();
    await expect(opened.get('debug', { id: first?.id ?? '' })).rejects.toThrow(NotFoundError);
  });
});
