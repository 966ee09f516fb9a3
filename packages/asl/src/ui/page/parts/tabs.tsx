import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

/** A tab. */
export interface Tab {
  readonly id: string;
  readonly label: ComponentChildren;
}

/** Tabs of which one is selected: one tab stop, the arrows move. https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
export function Tabs({
  label,
  tabs,
  selected,
  onSelect,
  children,
  look = 'line',
}: {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  readonly children?: ComponentChildren;
  readonly look?: 'line' | 'pills';
}) {
  const list = useRef<HTMLDivElement>(null);
  const prefix = label.replaceAll(/\W/g, '-');
  const press = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ id }) => id === selected);
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const next = tabs[((targets[event.key] ?? -1) + tabs.length) % tabs.length];
    if (targets[event.key] === undefined || next === undefined) return;
    event.preventDefault();
    onSelect(next.id);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${prefix}-${next.id}`)}`)?.focus();
  };
  return (
    <>
      <div class={`tabs tabs-${look}`} role="tablist" aria-label={label} ref={list} onKeyDown={press}>
        {tabs.map(({ id, label: text }) => (
          <button
            key={id}
            id={`${prefix}-${id}`}
            type="button"
            role="tab"
            aria-selected={id === selected}
            aria-controls={`${prefix}-panel`}
            tabIndex={id === selected ? 0 : -1}
            onClick={() => onSelect(id)}
          >
            {text}
          </button>
        ))}
      </div>
      <div id={`${prefix}-panel`} class="tab-panel" role="tabpanel" aria-labelledby={`${prefix}-${selected}`}>
        {children}
      </div>
    </>
  );
}
