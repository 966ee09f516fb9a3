import type { Local } from '../../start-local';

/**
 * Resolves true when nothing is in flight any more but what waits for a person or a time far away, false when the time was over before.
 * Throws the signal's reason where it is aborted.
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
