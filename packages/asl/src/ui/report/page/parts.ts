import { parent, textElement } from '../../../language/graph-page';
import type { AttemptDetail, Payload, ReadableFailure, StateDetail } from '../../model';
import type { ReportedEvent } from '../report-file';

/** A failure: its error and reason, the source that it names, its stack and cause. */
export function failureLines({ error, reason, source, stack, cause, causeBytes }: ReadableFailure): HTMLElement[] {
  const first = [error, reason].filter((text) => text !== undefined).join(': ');
  return [
    textElement('p', first),
    ...(source === undefined ? [] : [textElement('p', source)]),
    ...(stack.length === 0 ? [] : [folded('Stack', preformatted(stack.join('\n')))]),
    ...(cause === undefined ? [] : [folded(`Cause, ${causeBytes ?? cause.length} bytes`, preformatted(cause))]),
  ];
}

/** One visit of a state: how it failed, its attempts, input, output and variables. */
export function detailOf(detail: StateDetail): HTMLElement[] {
  const { failure, caughtBy, input, output, variables, attempts, visit, visits, definition, child } = detail;
  const changes = variables.map(({ name, before = 'absent', after = 'absent' }) => `${name}: ${before} → ${after}`);
  return [
    ...(visits > 1 ? [textElement('p', `visit ${visit} of ${visits}`)] : []),
    ...(failure === undefined ? [] : failureLines(failure)),
    ...(caughtBy === undefined ? [] : [textElement('p', `caught: ${caughtBy.errors.join(', ')} → ${caughtBy.next}`)]),
    ...(child === undefined ? [] : [textElement('p', `started ${child}`)]),
    ...payloadOf('Input', input),
    ...attempts.flatMap((attempt) => attemptOf(attempt, attempts.length)),
    ...payloadOf('Output', output),
    ...(changes.length === 0 ? [] : [folded('Variables', preformatted(changes.join('\n')))]),
    ...payloadOf('Definition', definition),
  ];
}

/** An event as a row that opens to its details. */
export function eventOf(
  { id, type, at, path, text, isFailure, bytes, details }: ReportedEvent,
  start: number,
): HTMLElement {
  const time = `+${((at - start) / 1000).toFixed(3)} s`;
  const words = [isFailure ? '✕' : '', String(id), time, type, path ?? '', text].filter((word) => word !== '');
  const content =
    details === undefined
      ? textElement('p', `Its details, ${bytes} bytes, are not in this file.`, 'note')
      : payloadText(details);
  return folded(words.join(' · '), content);
}

function attemptOf({ number, status, failure, integration, call, answer, delay }: AttemptDetail, count: number) {
  const waited = delay === undefined || delay === 0 ? '' : `, after ${(delay / 1000).toFixed(3)} s`;
  return [
    textElement('h3', `Attempt ${number} of ${count}: ${status}${waited}`),
    ...(failure === undefined || count === 1 ? [] : failureLines(failure)),
    ...payloadOf(`Call${integration === undefined ? '' : ` of ${integration}`}`, call),
    ...payloadOf('Answer', answer),
  ];
}

function payloadOf(title: string, payload: Payload | undefined): HTMLElement[] {
  return payload === undefined ? [] : [folded(`${title}, ${payload.bytes} bytes`, payloadText(payload))];
}

/** What is left out is marked. */
function payloadText({ text, bytes, isCut, isTruncated }: Payload): HTMLElement {
  const notes = [
    ...(isCut ? [`Only the first ${text.length} characters of ${bytes} bytes are in this file.`] : []),
    ...(isTruncated === true ? ['The history has cut it.'] : []),
  ];
  return parent('div', [preformatted(text), ...notes.map((note) => textElement('p', note, 'note'))]);
}

function folded(title: string, content: HTMLElement): HTMLElement {
  return parent('details', [textElement('summary', title), content]);
}

/** Long text scrolls: with the arrow keys, if it is focused. */
function preformatted(text: string): HTMLElement {
  const made = textElement('pre', text);
  made.tabIndex = 0;
  return made;
}
