import { relative } from 'node:path';
import { visibleText } from '@document-pipelines/asl/terminal';
import { type Console, findProject } from '@document-pipelines/local-aws/environment';
import { skippedLines } from '../../files-under';
import { quoteWord } from '../../operator-commands';
import { batchIdFor, batchMachineName, manifestKey } from '../run/batch-request';
import { type BatchSource, batchSource } from '../source/batch-source';

/** `pipelines batch run --print-command`. */
export interface PrintCommandOptions {
  readonly named: string;
  readonly batchId?: string;
  readonly cwd: string;
  readonly environment: string;
  readonly region: string;
  readonly console: Console;
}

/** Prints the commands that do on AWS what `pipelines batch run` does here; they need Terraform's state and AWS credentials. Throws CannotRunError. */
export function printBatchCommand({ named, cwd, environment, region, console, ...options }: PrintCommandOptions): 0 {
  const source = batchSource(named, cwd);
  const batchId = options.batchId ?? batchIdFor(source.what, new Date());
  const stack = relative(cwd, `${findProject(cwd).stacksFolder}/${environment}`);
  const output = `${batchMachineName.replaceAll('-', '_')}_alias_arn`;
  const { commands, input } = upload(source, batchId);
  const lines = [
    `output() { terraform -chdir=${quoteWord(stack)} output -raw "$1"; }`,
    'DOCUMENTS=$(output document_bucket_name) RESULTS=$(output results_bucket_name)',
    ...commands,
    `aws stepfunctions start-execution --region ${region} --state-machine-arn "$(output ${output})" \\`,
    `  --name ${batchId} --input ${input}`,
  ];
  for (const line of lines) console.print(line);
  const skipped = source.kind === 'files' ? source.skipped : [];
  for (const line of skippedLines(skipped)) console.print(`# ${visibleText(line)}`);
  return 0;
}

interface Upload {
  readonly commands: readonly string[];
  /** The execution's input, quoted for a shell. */
  readonly input: string;
}

function upload(source: BatchSource, batchId: string): Upload {
  switch (source.kind) {
    case 'files': {
      const folder = `batch/${batchId}/`;
      const files = [...new Map(source.documents.map(({ path, name }) => [path, name]))];
      const commands = files.map(
        ([path, name]) => `aws s3 cp ${quoteWord(path)} "s3://$DOCUMENTS/"${quoteWord(`${folder}${name}`)}`,
      );
      return { commands, input: quoteWord(JSON.stringify({ prefix: folder })) };
    }
    case 'manifest': {
      const key = manifestKey(batchId, source.format);
      const input = `'{"manifest":{"bucket":"'"$RESULTS"'","key":"${key}"}}'`;
      return { commands: [`aws s3 cp ${quoteWord(source.what)} "s3://$RESULTS/${key}"`], input };
    }
    case 'stored-manifest':
      return {
        commands: [],
        input: quoteWord(JSON.stringify({ manifest: { bucket: source.bucket, key: source.key } })),
      };
    case 'prefix':
      return { commands: [], input: quoteWord(JSON.stringify({ prefix: source.prefix })) };
    default:
      return source satisfies never;
  }
}
