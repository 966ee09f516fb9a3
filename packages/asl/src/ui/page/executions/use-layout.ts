import { useEffect, useState } from 'preact/hooks';

/** How much is next to each other: three columns, two, or one. */
export type Layout = 'wide' | 'medium' | 'narrow';

const wide = '(min-width: 1180px)';
const narrow = '(max-width: 720px)';

/** The layout for the width of the window; the style sheet asks for the same widths. */
export function useLayout(): Layout {
  const [layout, setLayout] = useState(current);
  useEffect(() => {
    const queries = [wide, narrow].map((query) => window.matchMedia(query));
    const change = (): void => setLayout(current());
    for (const query of queries) query.addEventListener('change', change);
    return () => {
      for (const query of queries) query.removeEventListener('change', change);
    };
  }, []);
  return layout;
}

function current(): Layout {
  if (window.matchMedia(wide).matches) return 'wide';
  return window.matchMedia(narrow).matches ? 'narrow' : 'medium';
}
