import type { Place } from '../kinds';

/** Where a test's services are said to be; `stackFolder` is the state's where it is not told. */
export function placeForTest(stateFolder: string, other: Partial<Place> = {}): Place {
  return {
    partition: 'aws',
    region: 'eu-west-1',
    account: '123456789012',
    stackFolder: stateFolder,
    stateFolder,
    ...other,
  };
}

/** The policy document by which a service may assume a role. */
export function trusting(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
}

/** The policy document that allows these actions on everything. */
export function allowing(actions: readonly string[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
}
