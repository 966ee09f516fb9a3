import { join } from 'node:path';
import { appliedMachine } from '@document-pipelines/local-aws/environment';
import { readRunFile } from '../../packages/local-aws/src/run/run-file';
import { unmetExpectation } from '../../packages/local-aws/src/run/run-result';
import { sendRequest } from '../../packages/local-aws/src/run/send-request';
import { type ServedApi, serveClassifyText } from './served-api';

const runs = readRunFile(join(__dirname, '..', '..', 'samples', 'classify-text', 'run.yaml'));

describe('the samples of classify-text', () => {
  let api: ServedApi;
  beforeAll(async () => {
    api = await serveClassifyText();
  });
  afterAll(() => api.end());

  it.each(runs.map((run) => [run.name, run] as const))('%s', async (_name, run) => {
    const machine = { ...appliedMachine(api.local, 'classify-text'), localName: 'classify-text' };
    const { httpStatus, result } = await sendRequest(api.local, machine, run.http!);
    expect(unmetExpectation(run, { run: run.name, ...result }, httpStatus)).toBeUndefined();
    expect(result).toMatchObject(
      httpStatus === 200
        ? { status: 'HTTP 200', statesEntered: 4, executionArn: expect.stringContaining(':express:') }
        : { status: 'HTTP 400', statesEntered: 0, executionArn: null, error: 'InvalidRequest', stepFunctionsPrice: 0 },
    );
  });
});
