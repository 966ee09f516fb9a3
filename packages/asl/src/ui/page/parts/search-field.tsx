import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { changeQuery, location } from '../shell/location';

/** Milliseconds after the last letter. */
const pause = 200;

/** What a search is for. */
export interface SearchFieldProps {
  /** What is searched. */
  readonly label: string;
  readonly hint: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onEnter?: (text: string) => void;
}

/** The search of a list: it is in the address as `q`. */
export function SearchField({ label, hint, field, onEnter }: SearchFieldProps) {
  const q = location.value.query.get('q') ?? '';
  const [text, setText] = useState(q);
  const applied = useRef(q);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => {
    // Changed by a link or by Back, not by what is typed here.
    if (q === applied.current) return;
    window.clearTimeout(timer.current);
    applied.current = q;
    setText(q);
  }, [q]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const type = (value: string): void => {
    setText(value);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      applied.current = value;
      changeQuery({ q: value }, { replace: true });
    }, pause);
  };
  return (
    <label class="search">
      <span class="visually-hidden">{label}</span>
      <input
        ref={field}
        type="search"
        value={text}
        placeholder={hint}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => (event.key === 'Enter' ? onEnter?.(text) : undefined)}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}
