import type { Span, StateSummary } from '../../model/state-summaries';
import { statusLook } from '../parts/status';
import { clockText, durationText } from '../shell/format';
import type { ShownExecution } from './use-execution';

/** Wanted distance of two lines of the axis, as a share of the whole. */
const wantedTicks = 6;
const steps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 144e5,
  432e5, 864e5, 1728e5, 6048e5,
];

/** When each state ran, a bar for each attempt. */
export function Timeline({
  view,
  selected,
  onSelect,
}: {
  readonly view: ShownExecution;
  readonly selected: string | undefined;
  readonly onSelect: (path: string) => void;
}) {
  const { startedAt, stoppedAt, asOf } = view;
  const end = Math.max(stoppedAt ?? asOf, startedAt + 1);
  const length = end - startedAt;
  const place = (at: number): string => `${((at - startedAt) / length) * 100}%`;
  const rows = view.states.filter(({ spans }) => spans.length > 0);
  const step = steps.find((each) => length / each <= wantedTicks) ?? length;
  const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
  return (
    <div class="timeline">
      <div class="timeline-axis" aria-hidden="true">
        <span class="timeline-name muted small">since {clockText(startedAt)}</span>
        <div class="timeline-track">
          {ticks.map((tick) => (
            <span key={tick} class="tick" style={{ left: `${(tick / length) * 100}%` }}>
              {tick === 0 ? '0' : durationText(tick)}
            </span>
          ))}
        </div>
      </div>
      <div class="timeline-rows">
        {rows.map((state) => (
          <button
            key={state.path}
            type="button"
            class={`timeline-row ${state.path === selected ? 'selected' : ''}`}
            onClick={() => onSelect(state.path)}
            aria-pressed={state.path === selected}
          >
            <span class="timeline-name" style={{ '--depth': state.depth }} title={state.name}>
              {state.name}
              <span class="visually-hidden">, {wordsOf(state)}</span>
            </span>
            <span class="timeline-track">
              {ticks.map((tick) => (
                <i key={tick} class="grid" style={{ left: `${(tick / length) * 100}%` }} />
              ))}
              <Waits spans={state.spans} left={place(state.spans[0]?.from ?? startedAt)} length={length} />
              {state.spans.map((span, index) => (
                <Bar
                  key={span.from}
                  span={span}
                  end={end}
                  left={place(span.from)}
                  width={`${(((span.to ?? end) - span.from) / length) * 100}%`}
                  isLast={index === state.spans.length - 1}
                  share={(span.from - startedAt) / length}
                  duration={state.duration}
                />
              ))}
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}

/** A line through the attempts: the pauses before retries. */
function Waits({
  spans,
  left,
  length,
}: {
  readonly spans: readonly Span[];
  readonly left: string;
  readonly length: number;
}) {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined || spans.length < 2) return null;
  return <i class="waits" style={{ left, width: `${((last.from - first.from) / length) * 100}%` }} />;
}

interface BarProps {
  readonly span: Span;
  readonly end: number;
  readonly left: string;
  readonly width: string;
  readonly isLast: boolean;
  readonly share: number;
  readonly duration: number | undefined;
}

/** A bar, and after the last one how long the state took. */
function Bar({ span, end, left, width, isLast, share, duration }: BarProps) {
  const { look, word } = statusLook(span.status);
  const text = durationText((span.to ?? end) - span.from);
  return (
    <>
      <i class={`bar bar-${look}`} style={{ left, width }} title={`${word}, ${text}`} />
      {isLast ? (
        <span
          class={`bar-text muted ${share > 0.75 ? 'before' : ''}`}
          style={
            share > 0.75 ? { right: `calc(${100 - share * 100}% + 6px)` } : { left: `calc(${left} + ${width} + 6px)` }
          }
        >
          {durationText(duration ?? (span.to ?? end) - span.from)}
        </span>
      ) : null}
    </>
  );
}

/** What the bars show: colours and lengths say it to people who see them. */
function wordsOf({ status, retries }: StateSummary): string {
  return `${statusLook(status).word}${retries > 0 ? `, ${retries} retries` : ''}, `;
}
