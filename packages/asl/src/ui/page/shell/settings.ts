import { effect, signal } from '@preact/signals';

/** A setting of this browser. */
function setting<Value extends string>(name: string, allowed: readonly [Value, ...Value[]]) {
  const stored = read(name);
  const value = signal<Value>(allowed.find((each) => each === stored) ?? allowed[0]);
  effect(() => write(name, value.value));
  return value;
}

/** Colours: those of the system, or one of two. */
export const theme = setting('asl-ui-theme', ['auto', 'light', 'dark']);
/** Times: of this computer's zone, or UTC. */
export const zone = setting('asl-ui-zone', ['local', 'utc']);
/** Whether single letters are keys. WCAG 2.1.4: they can be switched off. */
export const letterKeys = setting('asl-ui-keys', ['on', 'off']);

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser without storage: the setting lasts as long as the page.
  }
}
