import { useState } from 'preact/hooks';

/** A command for the terminal, with a button that copies it. */
export function CopyCommand({ command, label = 'Copy' }: { readonly command: string; readonly label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(command);
    setCopied(true);
    window.setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <span class="command">
      <code>{command}</code>
      <button type="button" class="quiet" onClick={() => void copy()}>
        {copied ? 'Copied' : label}
      </button>
    </span>
  );
}
