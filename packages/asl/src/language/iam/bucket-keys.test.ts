import type { Json } from '../definition';
import type { Substitutions } from '../load';
import { deriveExecutionPolicy } from './derive-execution-policy';

const target = { partition: 'aws', region: 'eu-west-1', account: '123456789012', stateMachineName: 'm' };

function permissionsOf(state: Json, substitutions: Substitutions) {
  const { statements } = deriveExecutionPolicy({ StartAt: 'S', States: { S: state } }, substitutions, target);
  return Object.fromEntries(statements.flatMap(({ Action, Resource }) => Action.map((action) => [action, Resource])));
}

it('grants the key of a bucket to what reads and writes it', () => {
  const arn = 'arn:aws:s3:::in';
  const keyArn = 'arn:aws:kms:eu-west-1:123456789012:key/1';
  const substitutions: Substitutions = { In: { kind: 'text', value: 'in', arn, keyArn } };
  const read = { QueryLanguage: 'JSONata', Resource: 'arn:aws:states:::aws-sdk:s3:getObject' };
  expect(
    permissionsOf({ ...read, Type: 'Task', End: true, Arguments: { Bucket: '${In}', Key: 'k' } }, substitutions),
  ).toEqual({
    's3:GetObject': [`${arn}/k`],
    'kms:Decrypt': [keyArn],
  });
  const at = { Resource: 'arn:aws:states:::s3:getObject', Arguments: { Bucket: '${In}', Key: 'list.csv' } };
  const map = {
    Type: 'Map',
    QueryLanguage: 'JSONata',
    ItemReader: at,
    ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: '${In}', Prefix: 'out' } },
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'A', States: {} },
    End: true,
  };
  expect(permissionsOf(map, substitutions)).toMatchObject({
    'kms:Decrypt': [keyArn],
    'kms:GenerateDataKey': [keyArn],
    's3:GetObject': [`${arn}/list.csv`, `${arn}/out/*`],
  });
});
