import type { Json } from '@document-pipelines/asl/definition';
import { CopyCommand, Problem, session, useKeys } from '@document-pipelines/asl/ui/page';
import { useRef, useState } from 'preact/hooks';
import type { DecisionOutcome, ShownReview } from '../../reviews/review-model';
import { FieldRow } from './field-row';
import { changesOf, textOfField } from './field-text';
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
  readonly onOutcome: (outcome: DecisionOutcome) => void;
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
    else if (mayApprove && asking === undefined) void deciding.decide(decision);
  };
  const give = (comment: string): void => {
    if (asking === 'reject') void deciding.decide({ reviewId, decision: 'reject', comment });
    else if (mayAccept) void deciding.decide({ ...decision, comment, ...(hasChanges ? { accept: true } : {}) });
    setAsking(undefined);
  };
  useKeys({
    'Control+Enter': approve,
    e: () => form.current?.querySelector<HTMLElement>('input, textarea')?.focus(),
    a: () => (mayAccept ? setAsking('accept') : undefined),
    x: () => (isSendable ? setAsking('reject') : undefined),
    s: onSkip,
    Escape: () => (document.activeElement as HTMLElement | null)?.blur(),
  });
  return (
    <form ref={form} class="review-form" aria-label="Fields" onSubmit={(event) => event.preventDefault()}>
      <ul class="reasons" aria-label="Why a person is asked">
        {review.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <div class="field-rows">
        {Object.entries(fields).map(([name, before]) => (
          <FieldRow
            key={name}
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
          <button type="button" class="danger" onClick={deciding.confirm.yes}>
            Confirm <kbd>Ctrl ↵</kbd>
          </button>
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
          <button type="button" class="primary" disabled={!mayApprove} onClick={approve}>
            {hasChanges ? 'Send correction' : 'Approve'} <kbd>Ctrl ↵</kbd>
          </button>
          <button type="button" disabled={!mayAccept} onClick={() => setAsking('accept')}>
            Accept anyway… <kbd>a</kbd>
          </button>
          <button type="button" class="danger" disabled={!isSendable} onClick={() => setAsking('reject')}>
            Reject… <kbd>x</kbd>
          </button>
          <button type="button" onClick={onSkip}>
            Skip <kbd>s</kbd>
          </button>
        </div>
      )}
    </form>
  );
}
