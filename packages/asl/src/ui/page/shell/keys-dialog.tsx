import { useEffect, useRef } from 'preact/hooks';
import type { KeyHelp, Page } from '../page';
import { letterKeys } from './settings';

const everywhere: readonly KeyHelp[] = [
  { keys: '?', does: 'this list' },
  { keys: 'Tab', does: 'the next part of the page' },
];

/** Lists the keys of a page, and switches single letters off. */
export function KeysDialog({ page, onClose }: { readonly page: Page | undefined; readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="keys" onClose={onClose} aria-labelledby="keys-title">
      <h2 id="keys-title">Keys of this page</h2>
      <dl>
        {[...(page?.keys ?? []), ...everywhere].map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={letterKeys.value === 'on'}
          onChange={(event) => {
            letterKeys.value = event.currentTarget.checked ? 'on' : 'off';
          }}
        />
        Single letters are keys
      </label>
      <form method="dialog">
        <button type="submit">
          Close <kbd>Esc</kbd>
        </button>
      </form>
    </dialog>
  );
}
