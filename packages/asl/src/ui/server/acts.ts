import { randomBytes } from 'node:crypto';
import type { Json } from '../../language/definition';
import { UserError } from '../../language/diagnostics';
import { type Act, NotFoundError } from '../pages';

/** The response to an act: what it did, or what a person must confirm before. */
export type ActAnswer =
  | { readonly done: Json }
  | { readonly confirm: { readonly text: string; readonly code: string } };

/** How acts are carried out. */
export interface ActRules {
  /** `aws`: an account, where acts are confirmed. */
  readonly kind: 'local' | 'aws';
  /** Whether the command was started with `--write`. */
  readonly allowsWrites: boolean;
}

/** Confirmations that are waited for at once. */
const maxPending = 100;

/** The one place where pages change something. Guards that an act on an account is confirmed with the input that was shown, once. */
export class Acts {
  private readonly acts: ReadonlyMap<string, Act>;
  private readonly pending = new Map<string, string>();

  constructor(
    acts: readonly Act[],
    private readonly rules: ActRules,
  ) {
    this.acts = new Map(acts.map((act) => [act.name, act]));
  }

  /** Runs an act, or returns what is to be confirmed. Throws a UserError, and NotFoundError for an unknown act. */
  async run(name: string, body: unknown): Promise<ActAnswer> {
    const act = this.acts.get(name);
    if (act === undefined) throw new NotFoundError(`there is no act ${name}`);
    const { input, confirmation } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
    const checked = act.check(input);
    if (this.rules.kind === 'local' || act.changesNothing === true) return { done: await act.run(checked) };
    if (!this.rules.allowsWrites)
      throw new UserError('an account is shown read-only', { help: 'start the command again with --aws --write' });
    const what = JSON.stringify([name, checked]);
    if (typeof confirmation === 'string' && this.pending.get(confirmation) === what) {
      this.pending.delete(confirmation);
      return { done: await act.run(checked) };
    }
    return { confirm: { text: act.describe(checked), code: this.remember(what) } };
  }

  private remember(what: string): string {
    const [oldest] = this.pending.keys();
    if (this.pending.size >= maxPending && oldest !== undefined) this.pending.delete(oldest);
    const code = randomBytes(16).toString('base64url');
    this.pending.set(code, what);
    return code;
  }
}
