import { regionalArn } from '../deployment-target';
import { arns, type Grant } from '../grant';
import { resourcesNamed, type ServiceCall } from '../task-call';
import { secretOf } from './callers-rights';
import type { IntegrationRules } from './rule';

const statement =
  (action: string) =>
  (call: ServiceCall): Grant[] => [
    { actions: [`redshift-data:${action}`], resources: targetResources(call) },
    ...credentials(call),
  ];

/**
 * Statements run with credentials that the caller must be able to fetch; which ones depends on the arguments:
 * https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html
 */
export const redshiftDataRules: IntegrationRules = {
  'redshiftdata:executeStatement': statement('ExecuteStatement'),
  'redshiftdata:batchExecuteStatement': statement('BatchExecuteStatement'),
  'redshiftdata:describeTable': statement('DescribeTable'),
  'redshiftdata:listDatabases': statement('ListDatabases'),
  'redshiftdata:listSchemas': statement('ListSchemas'),
  'redshiftdata:listTables': statement('ListTables'),
};

function targetResources({ target, arguments: given }: ServiceCall) {
  if (given.has('WorkgroupName')) {
    return resourcesNamed(given.value('WorkgroupName'), () =>
      regionalArn(target, 'redshift-serverless', 'workgroup/*'),
    );
  }
  return resourcesNamed(given.value('ClusterIdentifier'), (name) => regionalArn(target, 'redshift', `cluster:${name}`));
}

function credentials(call: ServiceCall): Grant[] {
  const { target, arguments: given } = call;
  if (given.has('SecretArn')) return secretOf(call);
  if (given.has('WorkgroupName'))
    return [{ actions: ['redshift-serverless:GetCredentials'], resources: targetResources(call) }];
  const text = (name: string) => {
    const value = given.value(name);
    return value.kind === 'text' ? value.text : '*';
  };
  const database = regionalArn(target, 'redshift', `dbname:${text('ClusterIdentifier')}/${text('Database')}`);
  if (!given.has('DbUser'))
    return [{ actions: ['redshift:GetClusterCredentialsWithIAM'], resources: arns([database]) }];
  const user = regionalArn(target, 'redshift', `dbuser:${text('ClusterIdentifier')}/${text('DbUser')}`);
  return [{ actions: ['redshift:GetClusterCredentials'], resources: arns([database, user]) }];
}
