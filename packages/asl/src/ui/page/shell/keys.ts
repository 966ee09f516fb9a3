import { useLayoutEffect } from 'preact/hooks';
import { letterKeys } from './settings';

/** What a key does; its names are those of KeyboardEvent.key, with `Control+` before. */
export type Keys = Readonly<Record<string, () => void>>;

/**
 * Keys of a page. Single letters work only if they are on, and never while something is typed.
 * https://www.w3.org/WAI/WCAG21/Understanding/character-key-shortcuts.html
 */
export function useKeys(keys: Keys): void {
  // Before it is drawn: a button that is shown as enabled has its key.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const action = keys[`${event.ctrlKey || event.metaKey ? 'Control+' : ''}${event.key}`];
      if (action === undefined || event.altKey || event.defaultPrevented || event.repeat) return;
      // A dialog has keys of its own.
      if (document.querySelector('dialog[open]') !== null) return;
      if (
        event.key.length === 1 &&
        !event.ctrlKey &&
        !event.metaKey &&
        (letterKeys.value === 'off' || isTyping(event.target))
      )
        return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

/** Whether letters are text there. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable);
}
