import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** The windows in which pages are looked at: a phone, a laptop, a large screen. */
export const windows: readonly (readonly [width: number, height: number])[] = [
  [360, 760],
  [1_280, 800],
  [3_840, 2_160],
];

/** The colours in which pages are looked at. A page follows them, and its window, as it is: it is opened once for all. */
export const colorSchemes = ['light', 'dark'] as const;

/** Serious and critical ones; of dark colours those of contrast, since all else is the same. https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md */
export async function seriousFindings(page: Page, colorScheme: 'light' | 'dark'): Promise<readonly string[]> {
  const isLoaded = await page.evaluate(() => 'axe' in globalThis);
  if (!isLoaded) await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(
    async (rules) => {
      // Tests outside of the page's folder are compiled without the types of browsers.
      const { axe, document } = globalThis as unknown as { readonly axe: Axe; readonly document: object };
      const { violations } = await axe.run(document, rules.length === 0 ? {} : { runOnly: rules });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .map(({ html }) => html.slice(0, 150))
              .slice(0, 3)
              .join(' | ')}`,
        );
    },
    colorScheme === 'dark' ? ['color-contrast'] : [],
  );
}

/** Pixels by which the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { document, innerWidth } = globalThis as unknown as BrowserWindow;
    return document.documentElement.scrollWidth - innerWidth;
  });
}

interface BrowserWindow {
  readonly document: { readonly documentElement: { readonly scrollWidth: number } };
  readonly innerWidth: number;
}

interface Axe {
  run(context: object, options: object): Promise<{ readonly violations: readonly Violation[] }>;
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}
