import type { Clock } from '@document-pipelines/asl/interpreter';
import { serviceError } from '../../../fakes/fake-client';
import type { CallEffect } from '../fault-plan';
import { withDamagedBody } from './damaged-body';

/** The part of an SDK client that functions use. */
export interface Sender {
  readonly send: unknown;
}

type Send = (command: object) => Promise<unknown>;

/** A call that an invocation has made. */
export interface MadeCall {
  readonly call: number;
  readonly operation: string;
}

/** Called before each call of an invocation. */
export type MeetCall = (made: MadeCall) => CallEffect | undefined;

/**
 * One invocation of a function, whose clients apply every fault. Guards that calls after a crash have no effect, even if the
 * function's code continues.
 */
export class Invocation {
  private calls = 0;
  private isDead = false;
  private readonly held: (() => Promise<unknown>)[] = [];

  constructor(
    private readonly meet: MeetCall,
    /** A sabotage: calls that are put off until the function has done everything else. */
    private readonly isHeldBack: (operation: string) => boolean,
    private readonly clock: Clock,
  ) {}

  get hasCrashed(): boolean {
    return this.isDead;
  }

  /** Returns the client that this invocation uses. */
  wired<Client extends Sender>(client: Client): Client {
    const send = client.send as Send;
    const wired: Send = (command) => {
      const operation = command.constructor.name.replace(/Command$/, '');
      if (!this.isHeldBack(operation)) return this.carryOut(operation, () => send(command));
      this.held.push(() => this.carryOut(operation, () => send(command)));
      return Promise.resolve({});
    };
    return { ...client, send: wired };
  }

  /** Makes the delayed calls. */
  async flush(): Promise<void> {
    for (const call of this.held) await call();
  }

  private async carryOut(operation: string, effect: () => Promise<unknown>): Promise<unknown> {
    this.assertAlive();
    this.calls += 1;
    const fault = this.meet({ call: this.calls, operation });
    switch (fault?.kind) {
      case undefined:
        return effect();
      case 'error':
        throw serviceError(fault.error, `${operation} was refused`, fault.status);
      case 'sentTwice':
        await effect();
        return effect();
      case 'body':
        return withDamagedBody(await effect(), fault.fault, this.clock);
      case 'crash':
        if (fault.moment === 'after') await effect().catch(() => undefined);
        this.isDead = true;
        return this.assertAlive();
      default:
        return fault satisfies never;
    }
  }

  private assertAlive(): void {
    if (this.isDead) throw serviceError('Runtime.ExitError', 'Runtime exited with error: signal: killed');
  }
}
