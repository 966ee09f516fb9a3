import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listLedger, reconcileLedger, redriveDocuments, runReviewAction, showStatus } from '../../operations';
import { type OpenedLedger, openLedger } from '../ledger/opened-ledger';
import { type AwsProject, awsProject, setVariables } from './aws-project';

let ledger: OpenedLedger;
let project: AwsProject;

beforeAll(async () => {
  ledger = await openLedger();
  await ledger.putRefused('denied.pdf', 'bedrock', 'Converse');
  await ledger.put('stored.pdf');
  await ledger.local.idle();
  project = await awsProject(ledger.local.endpointUrl, ledger.local.outputs);
});
afterAll(async () => {
  await project.close();
  await ledger.close();
});
afterEach(() => {
  project.proxy.fault = undefined;
  project.proxy.hasSmallPages = false;
  project.proxy.requests.length = 0;
  project.printed();
});

const failure = async (run: Promise<unknown>): Promise<readonly string[]> =>
  run.then(
    () => ['it did not fail'],
    (error: Error) => error.message.split('\n'),
  );

describe('an environment on AWS', () => {
  it('is read through SDK clients, a page at a time', async () => {
    project.proxy.hasSmallPages = true;

    expect(await listLedger(project.options())).toBe(0);

    expect(project.printed()).toEqual([
      expect.stringMatching(/FAILED +incoming\/denied\.pdf .*`npx pipelines redrive --error \S+ --aws` continues$/),
      expect.stringMatching(/STORED +incoming\/stored\.pdf {2}invoice$/),
    ]);
    expect(project.proxy.requests.filter(({ operation }) => operation === 'Scan').length).toBeGreaterThan(2);
  });

  it('is reconciled, and the ledger agrees', async () => {
    expect(await reconcileLedger(project.options())).toBe(0);

    expect(project.printed()).toContain('every document is in exactly one place');
  });

  it('is retried while a service throttles', async () => {
    let throttles = 1;
    project.proxy.fault = ({ operation }) => {
      if (operation !== 'ListExecutions' || throttles === 0) return undefined;
      throttles -= 1;
      return { statusCode: 400, error: 'ThrottlingException' };
    };

    expect(await showStatus(project.options())).toBe(0);

    expect(throttles).toBe(0);
    expect(project.printed()).toContain('dead letters: 1');
  });

  it('is not changed without an agreement', async () => {
    const redrive = redriveDocuments({
      ...project.options({ isAgreed: false }),
      ids: ['incoming/denied.pdf'],
      dryRun: false,
      timeoutSeconds: 30,
    });

    expect(await failure(redrive)).toEqual([
      expect.stringMatching(
        /^redrive 1 document\(s\) and execution\(s\) in dev \(account 123456789012, as arn:aws:iam::123456789012:user\/\S+\) is not confirmed: add --yes$/,
      ),
    ]);
    expect(project.printed()).toEqual(['incoming/denied.pdf: would start again (attempt 2, checkpoint EXTRACTED)']);
    const { operations } = { operations: project.proxy.requests.map(({ operation }) => operation) };
    expect(operations).not.toContain('StartExecution');
    expect(operations).not.toContain('DeleteMessage');
  });
});

describe('nothing is called', () => {
  it('but GetCallerIdentity with credentials of another account', async () => {
    project.changeEnvironment('region: us-east-1', "region: us-east-1\nallowedAccountIds: ['999999999999']");

    expect(await failure(listLedger(project.options()))).toEqual([
      expect.stringMatching(
        /^arn:aws:iam::123456789012:user\/\S+ is in the account 123456789012, and dev may only be used in 999999999999$/,
      ),
      '  = help: use credentials of that account (AWS_PROFILE=…), or correct `allowedAccountIds` in environments/dev.yaml',
    ]);
    expect(project.proxy.requests).toEqual([{ service: 'sts', operation: 'GetCallerIdentity' }]);
    project.changeEnvironment("['999999999999']", "['123456789012']");
  });

  it('in another region', async () => {
    const restore = setVariables({ AWS_REGION: 'eu-west-1' });

    expect(await failure(listLedger(project.options()))).toEqual([
      'dev is in us-east-1, and the region of your settings is eu-west-1',
      '  = help: set AWS_REGION=us-east-1, or a profile (AWS_PROFILE) of that region',
    ]);
    restore();
    expect(project.proxy.requests).toEqual([]);
  });

  it('without credentials', async () => {
    const restore = setVariables({ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined });

    expect(await failure(listLedger(project.options()))).toEqual([
      expect.stringMatching(/^AWS cannot use the credentials: Could not load credentials from any providers/),
      expect.stringMatching(/= help: choose a profile \(AWS_PROFILE=…\) or sign in/),
    ]);
    restore();
    expect(project.proxy.requests).toEqual([]);
  });

  it('with the outputs of another environment', async () => {
    const outputsFile = join(project.folder, 'staging.json');
    writeFileSync(outputsFile, JSON.stringify({ environment: { value: 'staging' } }));

    expect(await failure(listLedger(project.options({ outputsFile })))).toEqual([
      'the outputs are of the environment staging, not of dev',
      expect.stringContaining('terraform -chdir=cdktf.out/stacks/dev output -json'),
    ]);
    expect(project.proxy.requests).toEqual([{ service: 'sts', operation: 'GetCallerIdentity' }]);
  });

  it('if Terraform has not been initialised, and no outputs are given', async () => {
    const { aws: _aws, ...options } = project.options();

    expect(await failure(listLedger({ ...options, aws: { isAgreed: true } }))).toEqual([
      expect.stringMatching(/^the outputs of dev are not known here: Terraform has not been initialised in /),
      expect.stringMatching(/`npm run plan -- dev` initialises it; or .* add `--outputs outputs\.json`$/),
    ]);
  });
});

it('credentials that expire meanwhile are reported with the command to renew them', async () => {
  project.proxy.fault = ({ operation }) =>
    operation === 'Scan' ? { statusCode: 400, error: 'ExpiredTokenException' } : undefined;

  expect(await failure(runReviewAction({ kind: 'list', filter: {}, form: 'text' }, project.options()))).toEqual([
    'the credentials have expired',
    '  = help: renew them (with SSO: `aws sso login`), then run the same command again: what was done stays done',
  ]);
});
