import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawDefinition } from '../../packages/asl/src/commands/graph/draw-graphs';

const root = join(__dirname, '..', '..');
const names = readdirSync(join(root, 'definitions'))
  .filter((file) => file.endsWith('.asl.yaml'))
  .map((file) => file.replace('.asl.yaml', ''));

test.each(names)('the picture of %s shows its definition as it is: `npm run pictures` draws it anew', (name) => {
  const file = join(root, 'docs', 'pipelines', `${name}.svg`);
  const picture = drawDefinition(join(root, 'definitions', `${name}.asl.yaml`), {
    format: 'svg',
    open: undefined,
    catch: undefined,
    direction: 'auto',
    theme: 'auto',
  });
  expect(existsSync(file) ? readFileSync(file, 'utf8') === picture : 'no picture').toBe(true);
});
