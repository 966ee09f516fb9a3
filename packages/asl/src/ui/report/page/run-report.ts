import { find, parent, readData, showGraph, textElement, toSvg } from '../../../language/graph-page';
import type { ReadableFailure, StateDetail } from '../../model';
import type { ReportFile } from '../report-file';
import { detailOf, eventOf, failureLines } from './parts';
import { timelineOf } from './timeline';

// The script of the file of a run: what failed first, then everything else.
void start();

async function start(): Promise<void> {
  const file = await readData<ReportFile>();
  const { view, details } = file;
  const byPath = new Map(details.map((detail) => [detail.path, detail]));
  const { select } = showGraph(file, (node) => find('details').replaceChildren(...describeState(node.id, byPath)));
  showHeader(file);
  if (view.failure !== undefined) showFailure(view.failure, view.failedAt, select);
  find('timeline').append(textElement('h2', 'Timeline'), toSvg(timelineOf(view)));
  showEvents(file);
  const first = view.failedAt?.path ?? (details.find(({ status }) => status !== 'succeeded') ?? details[0])?.path;
  if (first !== undefined) select(first);
}

function showHeader({ view }: ReportFile): void {
  const { startedAt, stoppedAt, transitions, events, redriveCount } = view;
  const time = stoppedAt === undefined ? 'still running' : `${((stoppedAt - startedAt) / 1000).toFixed(3)} s`;
  const redriven = redriveCount > 0 ? `, redriven ${redriveCount} times` : '';
  const line = `started ${new Date(startedAt).toISOString()} · ${time} · ${transitions} transitions · ${events} events${redriven}`;
  document.querySelector('header')?.append(textElement('p', line));
}

function showFailure(
  failure: ReadableFailure,
  failedAt: ReportFile['view']['failedAt'],
  select: (path: string) => void,
): void {
  const where = textElement('button', failedAt === undefined ? '' : `${failedAt.path}, attempt ${failedAt.attempt}`);
  where.addEventListener('click', () => select(failedAt?.path ?? ''));
  const heading = parent('h2', failedAt === undefined ? ['✕ failed'] : ['✕ failed at ', where]);
  find('failure').append(heading, ...failureLines(failure));
}

function describeState(path: string, details: ReadonlyMap<string, StateDetail>): HTMLElement[] {
  const detail = details.get(path);
  return detail === undefined
    ? [textElement('h2', path), textElement('p', 'not reached')]
    : [textElement('h2', `${path}: ${detail.status}`), ...detailOf(detail)];
}

function showEvents({ events, omittedEvents, view }: ReportFile): void {
  const note =
    omittedEvents === 0 ? [] : [textElement('p', `${omittedEvents} earlier events are not in this file.`, 'note')];
  find('events').append(
    textElement('h2', `Events (${view.events})`),
    ...note,
    ...events.map((event) => eventOf(event, view.startedAt)),
  );
}
