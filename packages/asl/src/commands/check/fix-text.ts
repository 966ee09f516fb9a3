import type { Diagnostic, TextEdit } from '../../language/diagnostics';

/** A text after its fixes, its remaining mistakes, and what was fixed. */
export interface FixedText {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly fixed: readonly Diagnostic[];
}

/** Fixes that follow from one another; two that undo each other would never end. */
const mostFollowing = 100;

type Check = (text: string) => readonly Diagnostic[];

/**
 * Applies the fixes of the findings in a text, again and again until no more can be applied. All other characters stay. A fix after which there
 * is a finding that was not there before is left out, unless the fix of that one settles it, or the other findings only kept it from being found.
 */
export function fixText(text: string, check: Check): FixedText {
  let now: FixedText = { text, diagnostics: check(text), fixed: [] };
  for (;;) {
    const fixable = now.diagnostics.filter(({ fix }) => fix !== undefined);
    const next = [fixable, ...fixable.map((each) => [each])]
      .map((chosen) => attempt(now, chosen, check))
      .find((result) => result !== undefined);
    if (next === undefined) return now;
    now = next;
  }
}

function attempt(before: FixedText, chosen: readonly Diagnostic[], check: Check): FixedText | undefined {
  const { text, applied } = apply(before.text, chosen);
  if (applied.length === 0 || text === before.text) return undefined;
  const diagnostics = check(text);
  const after = { text, diagnostics, fixed: [...before.fixed, ...applied] };
  const brought = broughtFindings(before.diagnostics, diagnostics);
  if (brought.length === 0) return isProgress(before.diagnostics, diagnostics) ? after : undefined;
  // What a mistake of syntax hid shows only now.
  if (brought.some(({ fix }) => fix === undefined) || after.fixed.length > before.diagnostics.length + mostFollowing)
    return undefined;
  const settled = attempt(after, brought, check);
  if (settled === undefined || broughtFindings(before.diagnostics, settled.diagnostics).length > 0) return undefined;
  return isProgress(before.diagnostics, settled.diagnostics) ? settled : undefined;
}

/** New findings, without those that others kept from being found. */
function broughtFindings(before: readonly Diagnostic[], after: readonly Diagnostic[]): readonly Diagnostic[] {
  return newFindings(before, after).filter(({ isConditional }) => isConditional !== true);
}

/** Whether findings are gone: some that do not depend on others, or more than have come. */
function isProgress(before: readonly Diagnostic[], after: readonly Diagnostic[]): boolean {
  return broughtFindings(after, before).length > 0 || after.length < before.length;
}

/**
 * From the end of the text, so that earlier positions stay correct; of two fixes that overlap, the later one is left
 * out.
 */
function apply(
  text: string,
  chosen: readonly Diagnostic[],
): { readonly text: string; readonly applied: readonly Diagnostic[] } {
  const applied: Diagnostic[] = [];
  const edits: TextEdit[] = [];
  for (const each of chosen) {
    const own = each.fix?.edits ?? [];
    const isFree = (edit: TextEdit): boolean => edits.every(({ start, end }) => edit.end <= start || end <= edit.start);
    if (!own.every(isFree)) continue;
    applied.push(each);
    edits.push(...own);
  }
  edits.sort((a, b) => b.start - a.start);
  return {
    text: edits.reduce((now, { start, end, text: added }) => now.slice(0, start) + added + now.slice(end), text),
    applied,
  };
}

/** Returns the findings that were not there before; positions move, so they are compared by their content. */
function newFindings(before: readonly Diagnostic[], after: readonly Diagnostic[]): readonly Diagnostic[] {
  const left = before.map(nameOf);
  return after.filter((each) => {
    const index = left.indexOf(nameOf(each));
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}

function nameOf({ ruleId, message }: Diagnostic): string {
  return `${ruleId} ${message}`;
}
