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
  readonly change: string;
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
  change: '#9a6700',
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
  change: '#d29922',
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
  const fonts =
    'svg{font-family:-apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,"DejaVu Sans",sans-serif}';
  if (theme !== 'auto') return [fonts, ...shapes, ...coloursOf(theme === 'light' ? light : dark)].join('\n');
  const [day, night] = [light, dark].map((palette) => coloursOf(palette).join('\n'));
  return [fonts, ...shapes, day, `@media (prefers-color-scheme:dark){\n${night}\n}`].join('\n');
}

const shapes: readonly string[] = [
  '.line{fill:none;stroke-width:1.4}',
  '.catch,.unknown-line{stroke-dasharray:4 3}',
  '.outline{fill:none;stroke-width:3}',
  '.line.taken,.line.added,.line.removed{stroke-width:3}',
  '.removed,.aborted-outline{stroke-dasharray:7 4}',
  '.changed,.waiting-outline{stroke-dasharray:2 4;stroke-linecap:round}',
  '.faded{opacity:.5}',
  '.tint{fill-opacity:.12}',
  '.name{font-size:13px;font-weight:600}',
  '.small{font-size:11px}',
  '.badge{font-size:11px;font-weight:600}',
];

function coloursOf(palette: Palette): string[] {
  const { page, panel, card, line, text, muted, edge, failure, taken, change, families } = palette;
  const marks = { succeeded: taken, added: taken, failed: failure, removed: failure, caught: change, changed: change };
  const others = { running: families.store, waiting: families.store, aborted: muted };
  return [
    `.page{fill:${page};stroke:${line}}`,
    `.frame{fill:${panel};stroke:${line};stroke-width:1.5}`,
    `.card{fill:${card}}`,
    `.text{fill:${text}}`,
    `.muted{fill:${muted}}`,
    `.line{stroke:${edge}}`,
    `.arrow{fill:${edge}}`,
    `.line.catch{stroke:${failure}}`,
    `.arrow.catch,.fault{fill:${failure}}`,
    `.line.taken{stroke:${taken}}`,
    `.arrow.taken{fill:${taken}}`,
    `.ground{fill:${page}}`,
    ...Object.entries({ ...marks, ...others }).flatMap(([name, colour]) => [
      `.${name}-outline,.line.${name}{stroke:${colour}}`,
      `.${name}-text,.arrow.${name}{fill:${colour}}`,
    ]),
    ...Object.entries(families).flatMap(([family, colour]) => [
      `.${family}{fill:${colour}}`,
      `.${family}-line{stroke:${colour}}`,
    ]),
  ];
}
