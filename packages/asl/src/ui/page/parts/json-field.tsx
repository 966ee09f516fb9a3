import { useId } from 'preact/hooks';

/** One JSON value that is typed, with what is wrong with it below. */
export function JsonField({
  label,
  value,
  onInput,
  hint,
  rows = 6,
  isJson = true,
}: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly hint?: string;
  readonly rows?: number;
  /** Otherwise any text is right. */
  readonly isJson?: boolean;
}) {
  const id = useId();
  const problem = isJson ? jsonProblem(value) : undefined;
  return (
    <div class="json-field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        spellcheck={false}
        autocomplete="off"
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p id={`${id}-note`} class={problem === undefined ? 'muted small' : 'bad-text small'}>
        {problem ?? hint ?? ''}
      </p>
    </div>
  );
}

/** What keeps a text from being JSON; undefined for a blank one. */
export function jsonProblem(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A value as JSON on several lines. */
export function prettyJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** A JSON text on several lines; another text as it is. */
export function prettyText(text: string): string {
  return jsonProblem(text) === undefined && text.trim() !== '' ? prettyJson(JSON.parse(text)) : text;
}
