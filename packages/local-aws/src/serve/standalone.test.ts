import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandalone } from './standalone';

test('a damaged file ends the serving and is named; nothing is answered after it', async () => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'standalone-'));
  const standalone = startStandalone({ stateFolder });
  mkdirSync(join(stateFolder, 'executions', 'hello'), { recursive: true });
  writeFileSync(join(stateFolder, 'executions', 'hello', 'one.json'), '{"record":');
  const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:hello:one';

  await expect(standalone.call('DescribeExecution', { executionArn })).rejects.toThrow(/one\.json does not hold JSON/);
  await expect(standalone.call('ListStateMachines', {})).rejects.toThrow(/nothing else is lost; move .*one\.json away/);

  expect(standalone.ended.aborted).toBe(true);
  await standalone.close();
  rmSync(stateFolder, { recursive: true });
});
