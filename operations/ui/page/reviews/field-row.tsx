import type { Json } from '@document-pipelines/asl/definition';
import { textOfField } from './field-text';

/** A field: its value to edit, what it was, and what is read of what was typed. */
export function FieldRow({
  name,
  before,
  text,
  readAs,
  isMistake,
  isReadOnly,
  onInput,
  onFocus,
}: {
  readonly name: string;
  readonly before: Json;
  readonly text: string;
  /** What the check reads; undefined while it is asked. */
  readonly readAs: Json | undefined;
  readonly isMistake: boolean;
  readonly isReadOnly: boolean;
  readonly onInput: (text: string) => void;
  readonly onFocus: (value: string | undefined) => void;
}) {
  const was = textOfField(before);
  const isChanged = text !== was;
  const isLong = typeof before === 'object' && before !== null;
  const shared = {
    value: text,
    readOnly: isReadOnly,
    'aria-invalid': isMistake,
    spellcheck: false,
    onFocus: () => onFocus(text),
  };
  const read = textOfField(readAs);
  return (
    <label class={`field-row ${isChanged ? 'changed' : ''}`}>
      <span class="field-name">{name}</span>
      {isLong ? (
        <textarea rows={3} {...shared} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <input type="text" placeholder="absent" {...shared} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
      {isMistake ? <span class="note bad-text">✕ this is not JSON</span> : null}
      {isChanged ? <span class="note muted">was {was === '' ? 'absent' : was}</span> : null}
      {isChanged && readAs !== undefined && !isLong ? <span class="note ok-text">✓ reads as {read}</span> : null}
    </label>
  );
}
