import { UserError } from '../../../language/diagnostics';
import { NotFoundError } from '../../pages';
import type { LocalRuns } from '../runs/local-runs';
import type { PreparedRun } from '../runs/prepare-run';
import { type DebugRequest, DebugSession } from './debug-session';

/** Sessions at the same time. */
const maxSessions = 10;

/** The sessions of the step debugger. Guards that there are few: one that has ended makes room, one that is paused does not. */
export class DebugSessions {
  private readonly sessions = new Map<string, DebugSession>();

  /** @param onChange called when a session pauses, goes on or ends */
  constructor(
    private readonly runs: LocalRuns,
    private readonly onChange: () => void,
  ) {}

  /** Throws a UserError if there are as many as there may be. */
  start(request: DebugRequest, prepared: PreparedRun): DebugSession {
    this.makeRoom();
    const id = this.runs.nextId('debug');
    const session = new DebugSession(request, { id, prepared, onChange: this.onChange });
    this.sessions.set(id, session);
    this.runs.add(session.recorded);
    return session;
  }

  find(id: string): DebugSession | undefined {
    return this.sessions.get(id);
  }

  /** Throws a NotFoundError. */
  get(id: string): DebugSession {
    const session = this.sessions.get(id);
    if (session === undefined) throw new NotFoundError(`there is no debugger ${id}: it ends with the server`);
    return session;
  }

  /** Ends all of them. */
  close(): void {
    for (const session of this.sessions.values()) void session.stop();
    this.sessions.clear();
  }

  private makeRoom(): void {
    if (this.sessions.size < maxSessions) return;
    const ended = [...this.sessions].find(([, session]) => session.hasEnded);
    if (ended === undefined)
      throw new UserError(`there are ${maxSessions} debuggers already`, { help: 'stop one of them' });
    this.sessions.delete(ended[0]);
  }
}
