import type { EmbeddedService } from '../../services';

const operator = { kind: 'operator' } as const;

/**
 * DynamoDB that forgets a row of the table of invoices before it is written again. So every document is the first with its number, and
 * what is read of it does not depend on the others in the dataset, nor on their order. Other services are returned as they are.
 */
export function forgettingInvoices(invoicesTable: string, service: EmbeddedService): EmbeddedService {
  const { UpdateItem: update, DeleteItem: remove } = service.operations;
  if (service.name !== 'dynamodb' || update === undefined || remove === undefined) return service;
  return {
    ...service,
    operations: {
      ...service.operations,
      UpdateItem: {
        ...update,
        async run(input, caller, gone) {
          const { TableName, Key } = input;
          if (TableName === invoicesTable) await remove.run({ TableName, Key }, operator);
          return update.run(input, caller, gone);
        },
      },
    },
  };
}
