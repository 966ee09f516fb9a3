import type { ExecutionView, StateSummary } from '../../model';

const [left, width, row] = [230, 640, 22];

interface Drawn {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Drawn | string)[];
}

/** The states that were reached as bars over time, each attempt one; retries and failures also in words. */
export function timelineOf({ states, startedAt, stoppedAt, asOf }: ExecutionView): Drawn {
  const end = stoppedAt ?? asOf;
  const all = Math.max(end - startedAt, 1);
  const reached = states.filter(({ status }) => status !== 'notReached');
  const scale = (time: number): number =>
    left + Math.round((width * Math.min(Math.max(time - startedAt, 0), all)) / all);
  const height = (reached.length + 1) * row + 8;
  const size = { width: left + width + 150, height, viewBox: `0 0 ${left + width + 150} ${height}` };
  return {
    name: 'svg',
    attributes: { ...size, role: 'img', 'aria-label': 'Timeline: the same as the events' },
    children: [
      text(left, 14, '0 s'),
      text(left + width - 40, 14, `${(all / 1000).toFixed(3)} s`),
      ...reached.flatMap((state, index) => rowOf(state, (index + 1) * row, { scale, end })),
    ],
  };
}

interface Scale {
  readonly scale: (time: number) => number;
  readonly end: number;
}

function rowOf(
  { name, depth, status, spans, retries, duration }: StateSummary,
  y: number,
  { scale, end }: Scale,
): Drawn[] {
  const time = duration === undefined ? '' : `${(duration / 1000).toFixed(3)} s`;
  const words = [status === 'succeeded' ? '' : status, time, retries > 0 ? `↻${retries}` : ''].filter(
    (word) => word !== '',
  );
  return [
    text(8 + depth * 12, y + 15, name.length > 30 ? `${name.slice(0, 29)}…` : name),
    ...spans.map(({ from, to = end, status: of }): Drawn => {
      const x = scale(from);
      const tone = of === 'timedOut' ? 'failed' : of;
      return rectangle(x, y + 5, Math.max(scale(to) - x, 2), `${tone}-text`);
    }),
    text(left + width + 8, y + 15, words.join(' · ')),
  ];
}

function rectangle(x: number, y: number, wide: number, style: string): Drawn {
  return { name: 'rect', attributes: { class: style, x, y, width: wide, height: 12, rx: 2 }, children: [] };
}

function text(x: number, y: number, content: string): Drawn {
  return { name: 'text', attributes: { class: 'text small', x, y }, children: [content] };
}
