import { useEffect, useRef, useState } from 'preact/hooks';
import { KeyButton } from './key-button';

/** Asks for a reason; without one nothing is sent. */
export function Reason({
  label,
  onGive,
  onCancel,
}: {
  readonly label: string;
  readonly onGive: (reason: string) => void;
  readonly onCancel: () => void;
}) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') onCancel();
    else if (!event.repeat && text.trim() !== '') onGive(text);
  };
  return (
    <div class="reason">
      <label>
        {label}
        <input
          ref={input}
          type="text"
          maxLength={2_000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={press}
        />
      </label>
      <KeyButton keys="Enter" shown="↵" disabled={text.trim() === ''} onClick={() => onGive(text)}>
        Send
      </KeyButton>
      <KeyButton keys="Escape" shown="Esc" onClick={onCancel}>
        Cancel
      </KeyButton>
    </div>
  );
}
