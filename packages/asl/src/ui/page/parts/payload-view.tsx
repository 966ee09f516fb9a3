import type { Payload } from '../../model/payload';
import { bytesText } from '../shell/format';
import { JsonText } from './json-text';

/** A JSON value as text, with its size; what is cut can be downloaded. */
export function PayloadView({
  payload,
  href,
  label,
}: {
  readonly payload: Payload | undefined;
  readonly href?: string;
  readonly label: string;
}) {
  if (payload === undefined) return <p class="muted">There is no {label}.</p>;
  const { text, bytes, isCut, isTruncated } = payload;
  return (
    <div class="payload">
      <pre tabIndex={0} role="region" aria-label={label}>
        <JsonText text={text} />
      </pre>
      <p class="muted small">
        {bytesText(bytes)}
        {isCut ? ', cut here' : ''}
        {isTruncated === true ? ', cut by AWS' : ''}
        {href === undefined ? null : (
          <>
            {' · '}
            <a href={href} download>
              Download
            </a>
          </>
        )}
      </p>
    </div>
  );
}
