import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Json } from '../definition';
import { toTerraformString } from './terraform-string';

const values: Readonly<Record<string, string>> = {
  'local.topic': 'arn:aws:sns:eu-west-1:1:t',
  'local.table': 'orders',
};
const tokens = Object.keys(values).map((name) => `\${${name}}`);

/** Terraform's rules for template strings, from its documentation and independent of the code under test. */
function evaluateTemplate(template: string): string {
  let result = '';
  for (let at = 0; at < template.length; ) {
    const two = template.slice(at, at + 2);
    const three = template.slice(at, at + 3);
    if (three === '$${' || three === '%%{') {
      result += three.slice(1);
      at += 3;
    } else if (two === '${') {
      const end = template.indexOf('}', at);
      const expression = template.slice(at + 2, end);
      const value = expression.startsWith('"') ? (JSON.parse(expression) as string) : values[expression];
      if (value === undefined) throw new Error(`Invalid reference: ${expression}`);
      result += value;
      at = end + 1;
    } else if (two === '%{') {
      throw new Error('Invalid template directive');
    } else {
      result += template.charAt(at);
      at += 1;
    }
  }
  return result;
}

function expected(definition: Json): string {
  return tokens.reduce(
    (text, token) => text.replaceAll(token, values[token.slice(2, -1)] as string),
    JSON.stringify(definition),
  );
}

const hard: Json = {
  Comment: '{%{"a":1}%}',
  States: {
    'a "quoted" \\ name': { Condition: "{% '${' & $x & '%{' %}", b: '$${x} %%{x} $$ %% $ %' },
    tokens: `before \${local.topic} between \${local.table}`,
    dollar: '$${local.table} $$${local.table} %${local.table} ${local.topic}{',
    unicode: 'ümläut 文 \u2028 \u0000 🙂',
    unknown: '${aws_other.x.arn}',
  },
};

describe('toTerraformString', () => {
  it('comes back byte-equal when Terraform evaluates it', () => {
    expect(evaluateTemplate(toTerraformString(hard, tokens))).toBe(expected(hard));
  });

  it('leaves what needs no escape as it is', () => {
    expect(toTerraformString({ a: '{% $x %}', b: '$' }, tokens)).toBe('{"a":"{% $x %}","b":"$"}');
  });

  it('escapes what looks like an expression and is not one of the tokens', () => {
    expect(toTerraformString({ a: '${local.topic}' }, [])).toBe('{"a":"$${local.topic}"}');
  });

  it('finds the expressions inside a longer token', () => {
    expect(toTerraformString({ a: '${local.topic}:live' }, ['${local.topic}:live'])).toBe(
      '{"a":"${local.topic}:live"}',
    );
  });

  it('refuses a token that JSON would escape', () => {
    expect(() => toTerraformString({}, ['${var.x["a"]}'])).toThrow('give it a name with a TerraformLocal');
  });

  it('comes back byte-equal for any definition', () => {
    const piece = fc.oneof(
      fc.constantFrom('$', '%', '{', '}', '"', '\\', '${', '%{', '$${', '%%{', ...tokens),
      fc.string(),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const definition = fc.dictionary(text, fc.oneof(text, fc.array(text), fc.integer()));
    fc.assert(
      fc.property(definition, (each) => {
        expect(evaluateTemplate(toTerraformString(each, tokens))).toBe(expected(each));
      }),
      { numRuns: 500 },
    );
  });
});

const terraform = spawnSync('terraform', ['version'], { encoding: 'utf8' });
// Named, so that a report shows what did not run and why.
const through = terraform.status === 0 ? 'terraform console' : 'nothing: terraform is not on the PATH';

describe(`toTerraformString, through ${through}`, () => {
  it('comes back byte-equal', () => {
    if (terraform.status !== 0) return;
    const folder = mkdtempSync(join(tmpdir(), 'template-'));
    try {
      const locals = {
        topic: values['local.topic'],
        table: values['local.table'],
        definition: toTerraformString(hard, tokens),
      };
      writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ locals }));
      const run = spawnSync('terraform', ['console'], {
        cwd: folder,
        input: 'base64encode(local.definition)\n',
        encoding: 'utf8',
        env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
      });
      const answer = /^"([A-Za-z0-9+/=]+)"$/m.exec(run.stdout)?.[1] ?? `terraform said: ${run.stdout}${run.stderr}`;
      expect(Buffer.from(answer, 'base64').toString('utf8')).toBe(expected(hard));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
