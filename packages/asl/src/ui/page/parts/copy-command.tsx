import { useState } from 'preact/hooks';

/** A command for the terminal, with a button that copies it. */
export function CopyCommand({ command, label = 'Copy' }: { readonly command: string; readonly label?: string }) {
  return (
    <span class="command">
      <code>{command}</code>
      <CopyButton text={command} label={label} />
    </span>
  );
}

/** Copies a text, and says so. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    window.setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <button type="button" class="quiet" onClick={() => void copy()}>
      {copied ? 'Copied' : label}
    </button>
  );
}
