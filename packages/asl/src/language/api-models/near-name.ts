import { editDistance, nearestWord, sureWord } from '../diagnostics';
import { readServiceNames } from './read-api-model';

/**
 * The known name that was meant: it differs in case and separators alone, or is one edit away; of a long name, two. Names that differ in
 * digits are different things: `S3Uri2`, `m7g.large`.
 */
export function nearName(written: string, known: readonly string[]): string | undefined {
  const same = known.find((name) => plain(name) === plain(written));
  if (same !== undefined) return same;
  const sure = sureWord(written, known);
  if (sure !== undefined) return sure;
  const near = written.length < 8 ? undefined : nearestWord(written, known);
  return near !== undefined && digits(near) === digits(written) && editDistance(written, near) <= 2 ? near : undefined;
}

/** The service that was meant by a name: also one of the AWS CLI, of an endpoint or of IAM, if only one service has it. */
export function nearService(written: string): string | undefined {
  const services = readServiceNames();
  const near = nearName(written, Object.keys(services));
  if (near !== undefined && plain(near) === plain(written)) return near;
  const named = Object.entries(services).filter(([, others]) => others.includes(plain(written)));
  return named.length === 1 ? named[0]?.[0] : near;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function digits(name: string): string {
  return name.replace(/\D/g, '');
}
