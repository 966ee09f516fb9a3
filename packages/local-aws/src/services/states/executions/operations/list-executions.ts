import { ServiceError, type Shape } from '../../../service';
import { mapRunOwner, stateMachineReference } from '../../arns';
import type { StateMachineRegistry } from '../../machines/state-machine-registry';
import { validationError } from '../../request/check-request';
import { invalidToken, pageSize } from '../../request/page';
import type { ExecutionFacets, ListPosition } from '../execution-index';
import type { ExecutionList } from '../execution-lists';
import type { Executions } from '../executions';
import { listedExecution } from './execution-answers';

/**
 * ListExecutions. The token is a position in the order of the list: executions started meanwhile are before it, deleted ones do not
 * shift it.
 */
export function listExecutions(input: Shape, executions: Executions, registry: StateMachineRegistry): Shape {
  const { list, ofMachine } = chosenList(input, executions, registry);
  const { statusFilter, redriveFilter, nextToken } = input;
  const after = nextToken === undefined || nextToken === null ? {} : { after: positionIn(String(nextToken)) };
  const matches = (facets: ExecutionFacets): boolean =>
    (statusFilter === undefined || facets.status === statusFilter) &&
    (redriveFilter === undefined || (redriveFilter === 'REDRIVEN') === facets.isRedriven) &&
    ofMachine(facets);
  const size = pageSize(input);
  const page: Shape[] = [];
  let last: ListPosition | undefined;
  for (const { snapshot, origin } of executions.lists.newestFirst({ ...list, ...after, matches })) {
    if (page.length === size && last !== undefined) return { executions: page, nextToken: tokenOf(last) };
    page.push(listedExecution(snapshot, origin));
    last = snapshot;
  }
  return { executions: page };
}

interface ChosenList {
  readonly list: Pick<ExecutionList, 'stateMachineName' | 'mapRunArn'>;
  /** Whether an execution was started by the version or alias that the request names. */
  ofMachine(facets: ExecutionFacets): boolean;
}

function chosenList(
  { stateMachineArn: arn, mapRunArn }: Shape,
  executions: Executions,
  registry: StateMachineRegistry,
): ChosenList {
  if ((arn === undefined) === (mapRunArn === undefined))
    throw validationError(['Must provide a StateMachine ARN or MapRun ARN']);
  if (mapRunArn !== undefined) {
    executions.mapRuns.find(mapRunArn);
    const { stateMachineName, label } = mapRunOwner(mapRunArn);
    const list = { stateMachineName: `${stateMachineName}/${label}`, mapRunArn: String(mapRunArn) };
    return { list, ofMachine: () => true };
  }
  const { entry } = registry.resolve(arn);
  if (entry.type === 'EXPRESS')
    throw new ServiceError(
      'StateMachineTypeNotSupported',
      'This operation is not supported by this type of state machine',
    );
  const isQualified = stateMachineReference(arn).qualifier !== undefined;
  return {
    list: { stateMachineName: entry.name },
    ofMachine: ({ stateMachineVersionArn, stateMachineAliasArn }) =>
      !isQualified || stateMachineVersionArn === arn || stateMachineAliasArn === arn,
  };
}

function tokenOf({ startDate, name }: ListPosition): string {
  return Buffer.from(JSON.stringify([startDate, name])).toString('base64');
}

/** Throws InvalidToken. */
function positionIn(token: string): ListPosition {
  try {
    const [startDate, name] = JSON.parse(Buffer.from(token, 'base64').toString());
    if (typeof startDate === 'number' && typeof name === 'string') return { startDate, name };
  } catch {
    // Not a token of this service.
  }
  throw invalidToken();
}
