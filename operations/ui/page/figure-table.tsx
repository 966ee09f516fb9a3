import type { ComponentChildren } from 'preact';

/** A table with figures to the right; it scrolls in itself if it is wider than the page. */
export function FigureTable({
  label,
  heads,
  rows,
}: {
  readonly label: string;
  readonly heads: readonly { readonly text: string; readonly isFigure?: boolean }[];
  readonly rows: readonly (readonly ComponentChildren[])[];
}) {
  const classOf = (index: number) => (heads[index]?.isFigure === true ? 'figure' : undefined);
  return (
    <div class="scroll-x" tabIndex={0} role="group" aria-label={label}>
      <table>
        <thead>
          <tr>
            {heads.map(({ text }, index) => (
              <th key={text} scope="col" class={classOf(index)}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={String(line)}>
              {row.map((cell, index) => (
                <td key={heads[index]?.text} class={classOf(index)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
