import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkText } from '@document-pipelines/asl/check';
import type { Diagnostic } from '@document-pipelines/asl/diagnostics';
import type { Judgement } from './judge-definitions';

/**
 * Judges the definitions below a folder: in one of `correct/` an error is a false alarm, in one of `faulty/` there has to be a finding that is
 * not mere advice. Undefined: the folder has neither.
 */
export function judgeDefinitionFiles(folder: string): readonly Judgement[] | undefined {
  const groups = ['correct', 'faulty'].filter((group) => existsSync(join(folder, group)));
  return groups.length === 0 ? undefined : groups.flatMap((group) => judgeGroup(folder, group));
}

function judgeGroup(folder: string, group: string): Judgement[] {
  const files = readdirSync(join(folder, group)).filter((file) => /\.asl\.(?:ya?ml|json)$/.test(file));
  return files.sort().map((file) => {
    const found = findingsIn(join(folder, group, file));
    const id = `${group}/${file}`;
    if (group === 'faulty') return { id, why: found.some((each) => !isAdvice(each)) ? undefined : 'found nothing' };
    const alarm = found.find(({ severity }) => severity === 'error');
    return { id, why: alarm === undefined ? undefined : `a false alarm: ${alarm.message} [${alarm.ruleId}]` };
  });
}

function findingsIn(file: string): readonly Diagnostic[] {
  const bytes = readFileSync(file);
  if (isUtf8(bytes)) return checkText(bytes.toString('utf8'), file);
  const position = { line: 1, column: 1, offset: 0 };
  const span = { file, start: position, end: position };
  return [{ severity: 'error', ruleId: 'unreadable-file', message: 'the file is not UTF-8', span }];
}

/** What most definitions could do better says nothing of their mistake. */
function isAdvice({ ruleId }: Diagnostic): boolean {
  return ['task-without-timeout', 'retrier-without-jitter', 'unretried-throttle'].includes(ruleId);
}
