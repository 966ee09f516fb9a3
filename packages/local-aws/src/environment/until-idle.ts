import type { Local } from '../start-local';

/**
 * Resolves with true when all that is still in flight waits for a person or for a distant time; with false if the time ended before.
 * Throws the signal's reason if it is aborted.
 */
export async function untilIdle(
  local: Pick<Local, 'idle'>,
  { timeoutSeconds, signal }: { readonly timeoutSeconds: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    await local.idle(AbortSignal.any([signal, timeout]));
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) return false;
    throw error;
  }
}
