import type { ComponentChildren } from 'preact';

/** A button with its key: shown in it, and named to assistive technology apart from the button's name. */
export function KeyButton({
  keys,
  shown,
  look,
  disabled = false,
  onClick,
  children,
}: {
  /** `Control+Enter`, as `aria-keyshortcuts` has it. */
  readonly keys: string;
  /** `Ctrl ↵`. */
  readonly shown: string;
  readonly look?: 'primary' | 'danger';
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}) {
  return (
    <button type="button" class={look} disabled={disabled} aria-keyshortcuts={keys} onClick={onClick}>
      {children} <kbd aria-hidden="true">{shown}</kbd>
    </button>
  );
}
