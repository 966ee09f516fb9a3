import { StatusIcon } from '@document-pipelines/asl/ui/page';
import type { EvaluationVerdict } from '../../evaluations/evaluation-model';

/** A verdict: icon and sentence. */
export function Verdict({ verdict: { isGood, text } }: { readonly verdict: EvaluationVerdict }) {
  return (
    <span class={isGood ? undefined : 'bad-text'} title={text}>
      <StatusIcon status={isGood ? 'SUCCEEDED' : 'FAILED'} label={isGood ? 'good' : 'bad'} /> {text}
    </span>
  );
}
