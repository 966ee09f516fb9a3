import { isTyping, navigate, useKeys } from '@document-pipelines/asl/ui/page';
import type { ComponentChildren } from 'preact';

/** The title of a page, with the way back to its list: a link, and Escape. */
export function PageHead({
  back,
  label,
  title,
  children,
}: {
  readonly back: string;
  /** What the list is called. */
  readonly label: string;
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  useKeys({ Escape: () => (isTyping(document.activeElement) ? undefined : navigate(back)) });
  return (
    <header class="one-header">
      <h1>
        <a href={back} class="back" aria-label={label} title={`${label} (Esc)`}>
          ‹
        </a>
        {title}
      </h1>
      {children}
    </header>
  );
}
