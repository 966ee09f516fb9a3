import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from '../operators/operator-cases';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'operating.md'), 'utf8');
const table = page.slice(page.indexOf('| command | policies |'));
const rows = table.slice(0, table.indexOf('\n\n')).split('\n').slice(2);

/** Policies by command; what follows a semicolon is needed sometimes. */
const documented = new Map(
  rows.flatMap((row) => {
    const [, commands = '', policies = ''] = row.split('|');
    const [always = ''] = policies.split(';');
    const needed = always.match(/operator-\w+/g) ?? [];
    return [...commands.matchAll(/`(?:pipelines )?([a-z ]+)`/g)].map(([, name]) => [name, needed] as const);
  }),
);

it.each(cases.map(({ name, policies }) => [name, policies] as const))('lists what %s needs', (name, policies) => {
  const [, command = ''] = /^(?:pipelines )?([a-z ]+?)(?: of .*)?$/.exec(name) ?? [];

  expect(documented.get(command)).toEqual(policies);
});
