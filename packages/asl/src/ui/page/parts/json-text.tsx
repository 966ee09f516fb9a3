import type { ComponentChildren } from 'preact';

const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Longer texts are shown in one colour: a span for each value would take long. */
const colouredCharacters = 20_000;

/** JSON with its keys, strings and other values in colours. Any text may be given: it is text only. */
export function JsonText({ text }: { readonly text: string }) {
  if (text.length > colouredCharacters) return <>{text}</>;
  const parts: ComponentChildren[] = [];
  let last = 0;
  for (const match of text.matchAll(tokens)) {
    const [whole, string, colon] = match;
    if (match.index > last) parts.push(text.slice(last, match.index));
    const kind = string === undefined ? 'j-value' : colon === undefined ? 'j-string' : 'j-key';
    parts.push(<span class={kind}>{string ?? whole}</span>, colon ?? '');
    last = match.index + whole.length;
  }
  return (
    <>
      {parts}
      {text.slice(last)}
    </>
  );
}
