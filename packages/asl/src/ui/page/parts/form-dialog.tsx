import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Problem } from './problem';
import type { RunningAct } from './use-act';

/** A form for one act in a dialog: on an account, what it touches is confirmed here before it is done. */
export function FormDialog({
  title,
  act,
  label,
  disabled = false,
  isDone = false,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string;
  readonly act: Pick<RunningAct<unknown>, 'error' | 'isBusy' | 'confirm'>;
  /** Of the button that does it. */
  readonly label: string;
  readonly disabled?: boolean;
  /** There is nothing left to do but to close it. */
  readonly isDone?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const { error, isBusy, confirm } = act;
  return (
    <dialog ref={dialog} class="form-dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy && !disabled) onSubmit();
        }}
      >
        {children}
        {error === undefined ? null : <Problem error={error} />}
        {confirm === undefined ? null : (
          <p class="confirm" role="alert">
            {confirm}
          </p>
        )}
        <p class="buttons">
          {isDone ? null : (
            <button type="submit" class={confirm === undefined ? 'primary' : 'danger'} disabled={disabled || isBusy}>
              {confirm === undefined ? label : 'Confirm'}
            </button>
          )}
          <button type="button" onClick={() => dialog.current?.close()}>
            {isDone ? 'Close' : 'Cancel'} <kbd>Esc</kbd>
          </button>
        </p>
      </form>
    </dialog>
  );
}
