import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentTypes } from '../../functions/process-invoice/document-types';
import { synthesisedStacks } from '../synthesised-stacks/synthesise';

const folder = join(__dirname, '..', '..', 'definitions');
const named = readdirSync(folder).filter(
  (file) => file.endsWith('.asl.yaml') && readFileSync(join(folder, file), 'utf8').includes('${DocumentTypes}'),
);

describe('the types of documents', () => {
  it('are listed by no definition itself', () => {
    expect(named.length).toBeGreaterThan(0);
    const types = Object.keys(documentTypes).filter((type) => type.includes('-'));
    const texts = readdirSync(folder).filter((file) => file.endsWith('.asl.yaml'));
    const listing = texts.filter((file) =>
      types.some((type) => readFileSync(join(folder, file), 'utf8').includes(type)),
    );
    expect(listing).toEqual([]);
  });

  it.each(named)('are those of the functions in what is deployed of %s', (file) => {
    const name = file.replace('.asl.yaml', '');
    const list = JSON.stringify(documentTypes);
    for (const stack of synthesisedStacks()) {
      const { definition } = stack.at(`aws_sfn_state_machine.${name}`).arguments;
      expect(JSON.stringify(JSON.parse(String(definition))).includes(JSON.stringify(list).slice(1, -1))).toBe(true);
    }
  });
});
