import { changeQuery, countText, location } from '@document-pipelines/asl/ui/page';

/** Buttons that filter a list by values of one parameter of the address, with how many have each. */
export function FilterToggles({
  name,
  label,
  counts,
  wordOf = (value) => value,
}: {
  readonly name: string;
  readonly label: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly wordOf?: (value: string) => string;
}) {
  const chosen = location.value.query.getAll(name);
  const toggle = (value: string): void =>
    changeQuery(
      { [name]: chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value] },
      { replace: true },
    );
  const values = [...new Set([...Object.keys(counts), ...chosen])].sort();
  if (values.length === 0) return null;
  return (
    <fieldset class="statuses">
      <legend class="visually-hidden">{label}</legend>
      {values.map((value) => (
        <button
          key={value}
          type="button"
          class="toggle"
          aria-pressed={chosen.includes(value)}
          onClick={() => toggle(value)}
        >
          {wordOf(value)} <span class="count">{countText(counts[value] ?? 0)}</span>
        </button>
      ))}
    </fieldset>
  );
}
