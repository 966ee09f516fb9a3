import { changeQuery } from '../shell/location';

const spans: Readonly<Record<string, number>> = {
  'Last hour': 3_600_000,
  'Last day': 86_400_000,
  'Last 7 days': 604_800_000,
};

/** Filters by a time since when: the address has the time itself, as `from`. */
export function SinceSelect({ label }: { readonly label: string }) {
  const choose = (chosen: string): void => {
    const span = spans[chosen];
    changeQuery(
      { from: span === undefined ? undefined : new Date(Date.now() - span).toISOString(), to: undefined },
      { replace: true },
    );
  };
  return (
    <label>
      <span class="visually-hidden">{label}</span>
      <select value="" onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">Any time</option>
        {Object.keys(spans).map((span) => (
          <option key={span}>{span}</option>
        ))}
      </select>
    </label>
  );
}
