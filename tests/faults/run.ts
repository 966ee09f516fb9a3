import { runMatrix } from './matrix/run-matrix';
import { documentPipeline } from './pipelines/document-pipeline';
import { formatEntries, formatViolation, totalsOf } from './report';

async function main(): Promise<void> {
  const start = Date.now();
  const entries = await runMatrix({
    pipeline: documentPipeline,
    ...(process.argv[2] !== undefined && { throttleMaxAttempts: Number(process.argv[2]) }),
  });
  const wrong = entries.filter(({ violations }) => violations.length > 0);
  for (const entry of wrong.slice(0, 60)) console.log(formatViolation(entry));
  console.log(wrong.length, formatEntries(entries), totalsOf(entries), Date.now() - start);
}
main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
