import { changeQuery, location } from '@document-pipelines/asl/ui/page';

/** A list that filters by one value of a parameter of the address. */
export function FilterSelect({
  name,
  label,
  values,
}: {
  readonly name: string;
  /** Of the field, and of the choice of all: `All errors`. */
  readonly label: string;
  readonly values: readonly string[];
}) {
  const chosen = location.value.query.get(name) ?? '';
  return (
    <label>
      <span class="visually-hidden">{label}</span>
      <select
        value={chosen}
        onChange={(event) => changeQuery({ [name]: event.currentTarget.value }, { replace: true })}
      >
        <option value="">{label}</option>
        {[...new Set([...values, ...(chosen === '' ? [] : [chosen])])].map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}
