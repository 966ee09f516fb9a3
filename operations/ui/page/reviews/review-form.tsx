import type { Json } from '@document-pipelines/asl/definition';
import { CopyCommand, Problem, session, timeText, useKeys } from '@document-pipelines/asl/ui/page';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DecisionOutcome, ShownReview } from '../../reviews/review-model';
import { FieldRow } from './field-row';
import { changesOf, textOfField } from './field-text';
import { KeyButton } from './key-button';
import { Reason } from './reason';
import { useCheck } from './use-check';
import { useDecision } from './use-decision';

/** What a person decides a review with: its fields, what fails, and the buttons. */
export function ReviewForm({
  review,
  onFocus,
  onOutcome,
  onSkip,
}: {
  readonly review: ShownReview;
  /** The value of the field that has the focus. */
  readonly onFocus: (value: string | undefined) => void;
  readonly onOutcome: (outcome: DecisionOutcome, decision: string) => void;
  readonly onSkip: () => void;
}) {
  const fields = review.fields as Readonly<Record<string, Json>>;
  const { reviewId } = review;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [asking, setAsking] = useState<'reject' | 'accept' | undefined>();
  const form = useRef<HTMLFormElement>(null);
  const mayWrite = session.value?.writes === true && review.status === 'WAITING';
  const { changes, mistakes } = changesOf(fields, typed);
  const check = useCheck(reviewId, changes, mayWrite);
  const deciding = useDecision(onOutcome);
  const hasChanges = Object.keys(changes).length > 0;
  const { outcome } = check;
  const failing = outcome !== undefined && 'failedChecks' in outcome ? outcome.failedChecks : undefined;
  const isSendable = mayWrite && !deciding.isBusy && mistakes.length === 0;
  const mayApprove = isSendable && failing?.length === 0;
  const mayAccept = isSendable && (failing?.length ?? 0) > 0;
  const decision = hasChanges ? { reviewId, decision: 'correct', fields: changes } : { reviewId, decision: 'approve' };
  const approve = (): void => {
    if (deciding.confirm !== undefined) deciding.confirm.yes();
    else if (mayApprove && asking === undefined) deciding.decide(decision);
  };
  const give = (comment: string): void => {
    if (asking === 'reject') deciding.decide({ reviewId, decision: 'reject', comment });
    else if (mayAccept) deciding.decide({ ...decision, comment, ...(hasChanges ? { accept: true } : {}) });
    setAsking(undefined);
  };
  // The reason had the focus.
  const hasAsked = useRef(false);
  useEffect(() => {
    if (asking === undefined && hasAsked.current) form.current?.focus();
    hasAsked.current = asking !== undefined;
  }, [asking]);
  useKeys({
    'Control+Enter': approve,
    e: () => form.current?.querySelector<HTMLElement>('input, textarea')?.focus(),
    a: () => (mayAccept ? setAsking('accept') : undefined),
    x: () => (isSendable ? setAsking('reject') : undefined),
    s: onSkip,
    Escape: () => form.current?.focus(),
  });
  return (
    <form ref={form} class="review-form" aria-label="Fields" tabIndex={-1} onSubmit={(event) => event.preventDefault()}>
      {review.status === 'WAITING' ? null : <p class="ended">{endOf(review)}</p>}
      <ul class="reasons" aria-label="Why a person is asked">
        {review.reasons.map((reason, index) => (
          <li key={`${index} ${reason}`}>{reason}</li>
        ))}
      </ul>
      <div class="field-rows">
        {Object.entries(fields).map(([name, before], index) => (
          <FieldRow
            key={name}
            id={`field-${index}`}
            name={name}
            before={before}
            text={typed[name] ?? textOfField(before)}
            readAs={outcome !== undefined && 'fields' in outcome ? outcome.fields[name] : undefined}
            isMistake={mistakes.includes(name)}
            isReadOnly={!mayWrite || review.documentType === 'model'}
            onInput={(text) => {
              setTyped({ ...typed, [name]: text });
              onFocus(text);
            }}
            onFocus={onFocus}
          />
        ))}
      </div>
      <div class="checks" role="status">
        {!mayWrite || outcome === undefined ? null : 'invalid' in outcome ? (
          <p class="bad-text">✕ {outcome.invalid}</p>
        ) : outcome.failedChecks.length === 0 ? (
          <p class="ok-text">✓ All checks pass</p>
        ) : (
          outcome.failedChecks.map((sentence) => (
            <p key={sentence} class="bad-text">
              ✕ {sentence}
            </p>
          ))
        )}
      </div>
      {check.error === undefined ? null : <Problem error={check.error} />}
      {deciding.error === undefined ? null : <Problem error={deciding.error} />}
      {deciding.confirm === undefined ? null : (
        <p class="confirm" role="alert">
          {deciding.confirm.text}
          <KeyButton look="danger" keys="Control+Enter" shown="Ctrl ↵" onClick={deciding.confirm.yes}>
            Confirm
          </KeyButton>
          <button type="button" onClick={deciding.confirm.no}>
            Cancel
          </button>
        </p>
      )}
      {asking === undefined ? null : (
        <Reason
          key={asking}
          label={asking === 'reject' ? 'Why is it rejected?' : 'Why is it accepted although a check fails?'}
          onGive={give}
          onCancel={() => setAsking(undefined)}
        />
      )}
      {session.value?.writes === false ? (
        <p class="muted">
          Shown read-only. <CopyCommand command={review.command} />
        </p>
      ) : (
        <div class="review-buttons">
          <KeyButton look="primary" keys="Control+Enter" shown="Ctrl ↵" disabled={!mayApprove} onClick={approve}>
            {hasChanges ? 'Send correction' : 'Approve'}
          </KeyButton>
          <KeyButton keys="a" shown="a" disabled={!mayAccept} onClick={() => setAsking('accept')}>
            Accept anyway…
          </KeyButton>
          <KeyButton look="danger" keys="x" shown="x" disabled={!isSendable} onClick={() => setAsking('reject')}>
            Reject…
          </KeyButton>
          <KeyButton keys="s" shown="s" onClick={onSkip}>
            {review.status === 'WAITING' ? 'Skip' : 'Go on'}
          </KeyButton>
        </div>
      )}
    </form>
  );
}

/** Why it is not decided here any more. */
function endOf({ status, decision, answerBefore }: ShownReview): string {
  if (decision !== undefined)
    return `Decided meanwhile: ${decision.reviewer} was first (${decision.decision}, ${timeText(Date.parse(decision.decidedAt))}).`;
  return status === 'EXPIRED'
    ? `It could be decided until ${timeText(Date.parse(answerBefore))}.`
    : 'It does not wait any more.';
}
