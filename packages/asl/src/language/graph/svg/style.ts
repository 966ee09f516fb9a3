import type { Family } from '../model/graph';

/** Colours for a light page, for a dark one, or by the reader's setting. */
export type Theme = 'auto' | 'light' | 'dark';

interface Palette {
  readonly page: string;
  readonly panel: string;
  readonly card: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly edge: string;
  readonly failure: string;
  readonly taken: string;
  /** Text on a coloured circle. */
  readonly onColour: string;
  readonly families: Readonly<Record<Family, string>>;
}

const light: Palette = {
  page: '#ffffff',
  panel: '#f6f8fa',
  card: '#ffffff',
  line: '#d0d7de',
  text: '#1f2328',
  muted: '#59636e',
  edge: '#6e7781',
  failure: '#cf222e',
  taken: '#1a7f37',
  onColour: '#ffffff',
  families: {
    function: '#d9730d',
    model: '#0f8a7e',
    store: '#2f6fdd',
    message: '#c0399f',
    execution: '#7b53d6',
    service: '#57606a',
    choice: '#b58407',
    wait: '#57606a',
    pass: '#8c959f',
    succeed: '#1a7f37',
    fail: '#cf222e',
    parallel: '#8c959f',
    map: '#8c959f',
    unknown: '#cf222e',
  },
};

const dark: Palette = {
  page: '#0d1117',
  panel: '#151b23',
  card: '#1b222c',
  line: '#3d444d',
  text: '#f0f6fc',
  muted: '#9198a1',
  edge: '#8b949e',
  failure: '#ff7b72',
  taken: '#56d364',
  onColour: '#0d1117',
  families: {
    function: '#f0a252',
    model: '#3fc1b0',
    store: '#6ea8fe',
    message: '#e783cf',
    execution: '#b394f4',
    service: '#a7b0ba',
    choice: '#e3b341',
    wait: '#a7b0ba',
    pass: '#7d8590',
    succeed: '#56d364',
    fail: '#ff7b72',
    parallel: '#7d8590',
    map: '#7d8590',
    unknown: '#ff7b72',
  },
};

/** Returns the style sheet of an image. It has colours and fonts only: no animation and no external resource. */
export function styleSheet(theme: Theme): string {
  const fonts = `svg{font-family:-apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}`;
  if (theme !== 'auto') return `${fonts}\n${rulesOf(theme === 'light' ? light : dark)}`;
  return `${fonts}\n${rulesOf(light)}\n@media (prefers-color-scheme:dark){\n${rulesOf(dark)}\n}`;
}

function rulesOf(palette: Palette): string {
  const { page, panel, card, line, text, muted, edge, failure, taken, onColour, families } = palette;
  return [
    `.page{fill:${page};stroke:${line}}`,
    `.panel{fill:${panel};stroke:${line}}`,
    `.frame{fill:${panel};stroke:${line};stroke-width:1.5}`,
    `.card{fill:${card}}`,
    `.text{fill:${text}}`,
    `.muted{fill:${muted}}`,
    `.edge{fill:none;stroke:${edge};stroke-width:1.4}`,
    `.arrow{fill:${edge}}`,
    `.dot{fill:${edge}}`,
    `.ring{fill:none;stroke:${edge};stroke-width:1.6}`,
    `.catch{fill:none;stroke:${failure};stroke-width:1.2;stroke-dasharray:4 3}`,
    `.caught{fill:${failure}}`,
    `.behind{fill:${page};opacity:.88}`,
    `.inside .behind{fill:${panel}}`,
    `.taken-edge{fill:none;stroke:${taken};stroke-width:3}`,
    `.taken-arrow{fill:${taken}}`,
    `.taken{fill:none;stroke:${taken};stroke-width:3}`,
    `.failed{fill:none;stroke:${failure};stroke-width:3}`,
    `.on{fill:${onColour}}`,
    ...Object.entries(families).flatMap(([family, colour]) => [
      `.${family}{fill:${colour}}`,
      `.${family}-line{fill:none;stroke:${colour};stroke-width:1.4}`,
      `.${family}-tint{fill:${colour};fill-opacity:.12}`,
    ]),
  ].join('\n');
}
