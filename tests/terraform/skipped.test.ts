import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

function run(variables: Readonly<Record<string, string>>) {
  const env = { ...process.env, AWS_ENDPOINT_URL: '', NODE_OPTIONS: '', ...variables };
  const command = ['-r', 'tsx/cjs', join('tests', 'terraform', 'run.ts')];
  return spawnSync(process.execPath, command, { cwd: root, env, encoding: 'utf8' });
}

describe('npm run test:terraform', () => {
  it.each([
    ['an emulator', {}, 'skipped: AWS_ENDPOINT_URL is not set to an emulator of AWS\n'],
    [
      'Terraform',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', PATH: __dirname },
      'skipped: there is no terraform on the PATH\n',
    ],
  ])('is skipped without %s, and says so', (_, variables, reason) => {
    expect(run(variables)).toMatchObject({ status: 0, stdout: reason, stderr: '' });
  });
});
