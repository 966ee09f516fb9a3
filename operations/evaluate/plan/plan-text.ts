import { labelOf } from '../reading/identity';
import { formatDollars, thousands } from '../report/words';
import type { ReadingPlan } from './reading-plan';

/** A plan in a line: what is read, called and paid. */
export function planLine(plan: ReadingPlan): string {
  const { candidate, missing, cached } = plan;
  const read = `${missing.length} reading(s), ${cached} cached`;
  return `  ${labelOf(candidate.identity)}: ${read}${missing.length === 0 ? '' : `; ${callsText(plan)}`}`;
}

function callsText({ candidate, calls, inputTokens, outputTokens, dollars: price }: ReadingPlan): string {
  const { from } = candidate.identity;
  const about = `about ${calls} call(s), ${thousands(inputTokens)} tokens in, ${thousands(outputTokens)} out`;
  if (from === 'offline') return `${about}; on this computer, free`;
  if (from !== 'bedrock') return `${about}; what ${from} costs is not known here`;
  return `${about}; ${price === undefined ? 'the price of this model is not known here' : `about ${formatDollars(price)}`}`;
}
