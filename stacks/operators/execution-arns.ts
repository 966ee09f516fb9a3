import type { DefinitionMachine } from '../constructs/definition-machine';
import type { OperatorResources } from './operator-resources';

/** Express executions can be neither listed nor described. */
export function standardMachines({ machines }: OperatorResources): readonly DefinitionMachine[] {
  return machines.filter(({ type }) => type === 'STANDARD');
}

/** The executions of every state machine, and those that its Map Runs start: `NAME/LABEL`. */
export function executionsOf(resources: OperatorResources): readonly string[] {
  const { target } = resources;
  return [
    ...standardMachines(resources).map(({ node }) => target.arnOf('states', `execution:${target.nameOf(node.id)}:*`)),
    ...withMapRuns(resources).map(({ node }) => target.arnOf('states', `execution:${target.nameOf(node.id)}/*`)),
  ];
}

/** The Map Runs of every state machine that has a Distributed Map. */
export function mapRunsOf(resources: OperatorResources): readonly string[] {
  const { target } = resources;
  return withMapRuns(resources).map(({ node }) => target.arnOf('states', `mapRun:${target.nameOf(node.id)}/*`));
}

function withMapRuns(resources: OperatorResources): readonly DefinitionMachine[] {
  return standardMachines(resources).filter(({ definition }) =>
    JSON.stringify(definition).includes('"Mode":"DISTRIBUTED"'),
  );
}
