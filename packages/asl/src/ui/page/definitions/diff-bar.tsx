import { useEffect, useState } from 'preact/hooks';
import type { ShownComparison } from '../../definitions/definition-graph';
import { Problem } from '../parts/problem';
import { changeQuery } from '../shell/location';
import { useResource } from '../shell/use-resource';

/** Chooses what a definition is compared with: a commit, or another file of the project. */
export function DiffBar({ against }: { readonly against: string }) {
  const [text, setText] = useState(against);
  useEffect(() => setText(against), [against]);
  return (
    <form
      class="diff-bar"
      onSubmit={(event) => {
        event.preventDefault();
        changeQuery({ against: text.trim() });
      }}
    >
      <label>
        Diff with{' '}
        <input
          type="text"
          value={text}
          placeholder="HEAD, main, a file"
          size={14}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="quiet">
        Compare
      </button>
      {against === '' ? null : (
        <button type="button" class="quiet" onClick={() => changeQuery({ against: undefined })}>
          Close
        </button>
      )}
    </form>
  );
}

const words: Readonly<Record<string, string>> = {
  '!': 'needs a look',
  '+': 'added',
  '-': 'removed',
  '~': 'changed',
  ' ': '',
};

/** What changes, in words; a line about a state selects it. */
export function DiffList({
  file,
  against,
  onSelect,
}: {
  readonly file: string;
  readonly against: string;
  readonly onSelect: (path: string) => void;
}) {
  const { value, error, reload } = useResource<ShownComparison>(
    'definition/diff',
    { file, against },
    { topic: 'definitions', keep: true },
  );
  if (error !== undefined) return <Problem error={error} onRetry={reload} />;
  if (value === undefined) return <p class="muted">Comparing with {against} …</p>;
  return (
    <section class="diff">
      <p>{value.verdict}</p>
      <ul>
        {value.rows.map(({ sign, subject, text, line, path }) => (
          <li key={`${sign}${subject}${text}`} class={`sign-${words[sign]?.split(' ')[0] ?? ''}`}>
            <span class="sign" aria-hidden="true">
              {sign}
            </span>
            <span class="visually-hidden">{words[sign]}</span>
            {path === undefined ? (
              <b>{subject}</b>
            ) : (
              <button type="button" class="link" onClick={() => onSelect(path)}>
                {subject}
              </button>
            )}{' '}
            {text} {line === undefined ? null : <span class="muted small">:{line}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
