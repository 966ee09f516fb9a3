import type { AttemptDetail } from '../../model/state-detail';
import { PayloadView } from '../parts/payload-view';

/** What an attempt called, with what, and what was answered. */
export function CallView({
  attempt,
  hrefOf,
}: {
  readonly attempt: AttemptDetail | undefined;
  readonly hrefOf: (event: number | undefined, member: string) => string | undefined;
}) {
  if (attempt?.call === undefined) return <p class="muted">This attempt called nothing.</p>;
  const { integration, call, answer, submitted, failure, eventId, answerEventId, callMember = 'parameters' } = attempt;
  const href = hrefOf(eventId, callMember);
  const answerHref = hrefOf(answerEventId, 'output');
  return (
    <div class="call-view">
      <h3>
        <code>{integration}</code>
      </h3>
      <PayloadView label="call" payload={call} {...(href === undefined ? {} : { href })} />
      {submitted === undefined ? null : (
        <>
          <h3>Accepted with</h3>
          <PayloadView label="response to the request" payload={submitted} />
        </>
      )}
      <h3>Answer</h3>
      {failure === undefined ? null : (
        <p class="bad-text">
          {failure.error}: {failure.reason?.split('\n')[0]}
        </p>
      )}
      {answer === undefined && failure !== undefined ? null : (
        <PayloadView label="answer" payload={answer} {...(answerHref === undefined ? {} : { href: answerHref })} />
      )}
    </div>
  );
}
