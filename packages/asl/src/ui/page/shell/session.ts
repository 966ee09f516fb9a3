import { signal } from '@preact/signals';
import { get } from './api';

/** What the command serves. */
export interface Session {
  /** `asl ui`. */
  readonly command: string;
  /** `dev, .local/dev`. */
  readonly source: string;
  readonly kind: 'local' | 'aws';
  /** Whether acts are possible. */
  readonly writes: boolean;
}

/** Undefined until it has been read. */
export const session = signal<Session | undefined>(undefined);

/** Reads it once. Without it the page works, but does not name what it shows. */
export async function loadSession(): Promise<void> {
  session.value = await get<Session>('session').catch(() => undefined);
}
