import type { EmbeddedService, Shape } from '@document-pipelines/local-aws/services';

const operator = { kind: 'operator' } as const;

/**
 * DynamoDB that forgets a row of the table of invoices before it is written again. So every document is the first with its number, and
 * what is read of it does not depend on the others in the dataset, nor on their order. Other services are returned as they are.
 */
export function forgettingInvoices(invoicesTable: string, service: EmbeddedService): EmbeddedService {
  const { UpdateItem: update, DeleteItem: remove } = service.operations;
  if (service.name !== 'dynamodb' || update === undefined || remove === undefined) return service;
  // Between forgetting a row and writing it no other document may write it.
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...service,
    operations: {
      ...service.operations,
      UpdateItem: {
        ...update,
        run(input, caller, gone): Promise<Shape> {
          const { TableName, Key } = input;
          if (TableName !== invoicesTable) return update.run(input, caller, gone);
          const written = last.then(async () => {
            await remove.run({ TableName, Key }, operator);
            return update.run(input, caller, gone);
          });
          last = written.catch(() => undefined);
          return written;
        },
      },
    },
  };
}
