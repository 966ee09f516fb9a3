import type { ChildProcess } from 'node:child_process';
import type { CrashProject } from './crash-project';
import { inspectStores } from './inspect-stores';
import { describeMoment, environmentOf, type KillMoment, killMoment } from './kill-moment';

/** Options of a round. */
export interface RoundOptions {
  readonly project: CrashProject;
  readonly round: number;
  /** Kills at most; the run after them is left alone. */
  readonly kills: number;
  /** Numbers from 0 to 1, seeded. */
  readonly random: () => number;
  readonly tell: (text: string) => void;
}

/** The result of a round. */
export interface RoundResult {
  readonly round: number;
  /** What each killed process had printed last, and when it was killed. */
  readonly kills: readonly { readonly moment: string; readonly lastLine: string }[];
  /** Violations; empty if all documents were processed exactly once. */
  readonly violations: readonly string[];
  readonly seconds: number;
}

/** A run may take this long by itself; what takes longer hangs. */
const longestRunSeconds = 280;

/** Starts the run, kills it, starts it again, until it ends by itself; then inspects what it left. */
export async function runRound({ project, round, kills: most, random, tell }: RoundOptions): Promise<RoundResult> {
  const startedAt = Date.now();
  const kills: RoundResult['kills'][number][] = [];
  for (;;) {
    const moment = kills.length < most ? killMoment(random) : undefined;
    const ended = await runOnce(project.start(round, environmentOf(moment)), moment);
    if (!ended.wasKilled) {
      const violations = [...endViolations(ended), ...(await inspectStores(project.stateFolder(round)))];
      tell(`round ${round}: ${kills.length} kill(s), then it ended by itself; ${outcome(violations)}`);
      return { round, kills, violations, seconds: (Date.now() - startedAt) / 1_000 };
    }
    const kill = {
      moment: moment === undefined ? '' : describeMoment(moment),
      lastLine: ended.lines.at(-1) ?? '(nothing)',
    };
    kills.push(kill);
    tell(`round ${round}: killed ${kill.moment}, at: ${kill.lastLine}`);
  }
}

interface Ended {
  readonly wasKilled: boolean;
  readonly hung: boolean;
  readonly status: number | null;
  readonly lines: readonly string[];
}

function runOnce(child: ChildProcess, moment: KillMoment | undefined): Promise<Ended> {
  const lines: string[] = [];
  let state: 'running' | 'killed' | 'hung' = 'running';
  const end = (as: 'killed' | 'hung'): void => {
    if (child.exitCode !== null || state !== 'running') return;
    state = as;
    child.kill('SIGKILL');
  };
  const timers = [setTimeout(() => end('hung'), longestRunSeconds * 1_000)];
  const killIn = (milliseconds: number): void => void timers.push(setTimeout(() => end('killed'), milliseconds));
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const before = lines.length;
      lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
      if (moment?.kind === 'time' && before < moment.lines && lines.length >= moment.lines) killIn(moment.milliseconds);
    });
  }
  return new Promise((resolve) => {
    child.on('close', (status, signal) => {
      for (const timer of timers) clearTimeout(timer);
      resolve({ wasKilled: state !== 'hung' && signal === 'SIGKILL', hung: state === 'hung', status, lines });
    });
  });
}

function endViolations({ hung, status, lines }: Ended): string[] {
  const told = lines.slice(-12).join('\n    ');
  if (hung) return [`the run hung: no end within ${longestRunSeconds} s; it had printed\n    ${told}`];
  return status === 0 ? [] : [`the last run ended with status ${status}; it had printed\n    ${told}`];
}

function outcome(violations: readonly string[]): string {
  return violations.length === 0 ? 'every document is in its place' : `${violations.length} thing(s) do not hold`;
}
