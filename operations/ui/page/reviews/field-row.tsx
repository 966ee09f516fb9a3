import type { Json } from '@document-pipelines/asl/definition';
import { textOfField } from './field-text';

/** A field: its value to edit, what it was, and what is read of what was typed. */
export function FieldRow({
  id,
  name,
  before,
  text,
  readAs,
  isMistake,
  isReadOnly,
  onInput,
  onFocus,
}: {
  /** Of the elements of the row; the name of a field is text of a document. */
  readonly id: string;
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
    id,
    value: text,
    readOnly: isReadOnly,
    'aria-invalid': isMistake,
    'aria-describedby': `${id}-notes`,
    spellcheck: false,
    onFocus: () => onFocus(text),
  };
  return (
    <div class={`field-row ${isChanged ? 'changed' : ''}`}>
      <label class="field-name" for={id} title={name}>
        {name}
      </label>
      {isLong ? (
        <textarea rows={3} {...shared} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <input type="text" placeholder="absent" {...shared} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
      <div class="notes" id={`${id}-notes`}>
        {isMistake ? <p class="bad-text">✕ this is not JSON</p> : null}
        {isChanged ? <p class="muted">was {was === '' ? 'absent' : was}</p> : null}
        {isChanged && readAs !== undefined && !isLong ? <p class="ok-text">✓ reads as {textOfField(readAs)}</p> : null}
      </div>
    </div>
  );
}
