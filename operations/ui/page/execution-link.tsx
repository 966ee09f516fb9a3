import { addressOfArn } from '@document-pipelines/asl/ui/page';

/** A link to the page of an execution; without `children`, as `machine:name`. */
export function ExecutionLink({ arn, children }: { readonly arn: string; readonly children?: string }) {
  return (
    <a href={addressOfArn(arn)} title={arn}>
      {children ?? arn.split(':').slice(6).join(':')}
    </a>
  );
}
