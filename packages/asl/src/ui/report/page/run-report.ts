import { find, parent, readData, showGraph, textElement, toSvg } from '../../../language/graph-page';
import type { ReadableFailure, StateDetail } from '../../model';
import type { ReportFile } from '../report-file';
import { detailOf, eventOf, failureLines } from './parts';
import { timelineOf } from './timeline';

// The script of the file of a run: what failed first, then everything else.
void start();

async function start(): Promise<void> {
  const whole = await readData<ReportFile>();
  addEventListener('hashchange', () => location.reload());
  const file = chosenIn(whole);
  const { view, details } = file;
  const byPath = new Map(details.map((detail) => [detail.path, detail]));
  const { select } = showGraph(file, (node) =>
    find('details').replaceChildren(...describeState(node.id, byPath), ...mapRunOf(node.id, file)),
  );
  showHeader(file, whole);
  if (view.failure !== undefined) showFailure(view.failure, view.failedAt, select);
  find('timeline').append(textElement('h2', 'Timeline'), toSvg(timelineOf(view)));
  showEvents(file);
  const first = view.failedAt?.path ?? (details.find(({ status }) => status !== 'succeeded') ?? details[0])?.path;
  if (first !== undefined) select(first);
}

/** `#child=Each/3`: a child of a Distributed Map instead of the execution itself. */
function chosenIn(whole: ReportFile): ReportFile {
  const [, path = '', index] = /^#child=(.*)\/(\d+)$/.exec(decodeURIComponent(location.hash)) ?? [];
  return whole.mapRuns?.[path]?.children[Number(index)] ?? whole;
}

/** The children of a Distributed Map, those that failed first. */
function mapRunOf(path: string, { mapRuns }: ReportFile): HTMLElement[] {
  const mapRun = mapRuns?.[path];
  if (mapRun === undefined) return [];
  const { summary, children, omitted } = mapRun;
  const counts = Object.entries(summary?.items ?? {}).map(([name, count]) => `${count} ${name}`);
  const links = children.map(({ view: { name, status, failure } }, index) => {
    const link = document.createElement('a');
    link.href = `#child=${encodeURIComponent(path)}/${index}`;
    link.textContent = name;
    const words = [status, failure?.error ?? ''].filter((word) => word !== '').join(' · ');
    return parent('li', [link, ` ${words}`]);
  });
  return [
    textElement('h3', `Map Run ${summary?.status ?? ''}: ${counts.join(', ')} of ${summary?.total ?? 'its'} items`),
    parent('ul', links),
    ...(omitted > 0 ? [textElement('p', `${omitted} more child executions are not in this file.`, 'note')] : []),
  ];
}

function showHeader({ view }: ReportFile, whole: ReportFile): void {
  const { startedAt, stoppedAt, transitions, events, redriveCount } = view;
  const time = stoppedAt === undefined ? 'still running' : `${((stoppedAt - startedAt) / 1000).toFixed(3)} s`;
  const redriven = redriveCount > 0 ? `, redriven ${redriveCount} times` : '';
  const line = `started ${new Date(startedAt).toISOString()} · ${time} · ${transitions} transitions · ${events} events${redriven}`;
  document.querySelector('header')?.append(textElement('p', line));
  if (view === whole.view) return;
  const back = document.createElement('a');
  back.href = '#';
  back.textContent = `‹ ${whole.view.machine} / ${whole.view.name}`;
  document.querySelector('header')?.append(parent('p', [back, ` Child ${view.name}: ${view.status}`]));
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
