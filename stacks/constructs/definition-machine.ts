import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { SfnAlias } from '@cdktf/provider-aws/lib/sfn-alias';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import { isJsonObject, type Json, type StateMachineDefinition } from '@document-pipelines/asl/definition';
import { DiagnosticsError } from '@document-pipelines/asl/diagnostics';
import { deriveExecutionPolicy, requireKnownCalls, toPolicyDocument } from '@document-pipelines/asl/iam';
import {
  type ParsedDefinition,
  type Substitutions,
  type SubstitutionValue,
  substitute,
  toTerraformString,
} from '@document-pipelines/asl/load';
import { Construct } from 'constructs';
import { plainReference } from '../plain-reference';
import { trustService } from '../policy';
import { functionPlaceholder } from '../substitution-values';
import type { PipelineFunction } from './pipeline-function';
import type { StackSettings } from './stack-settings';

/** A definition, the values of its placeholders, and its target. */
export interface DefinitionMachineOptions {
  readonly settings: StackSettings;
  readonly definition: ParsedDefinition;
  readonly substitutions: Substitutions;
  /**
   * Values of some of the placeholders in former deployments, whose executions may be running: the role allows those
   * too.
   */
  readonly former?: readonly Substitutions[];
  /** Default `STANDARD`. */
  readonly type?: 'STANDARD' | 'EXPRESS';
}

interface MachineResources {
  readonly logGroup: CloudwatchLogGroup;
  readonly role: IamRole;
  readonly policy: IamRolePolicy;
  /** As used in Terraform. */
  readonly definition: string;
}

/**
 * A state machine from a definition file. Its role is derived from the definition; each change publishes a version, to
 * which the alias `live` points. Its log has every event, without execution data.
 */
export class DefinitionMachine extends Construct {
  readonly type: 'STANDARD' | 'EXPRESS';
  /** With its placeholders filled; resources are references. */
  readonly definition: StateMachineDefinition;
  readonly stateMachine: SfnStateMachine;
  readonly alias: SfnAlias;

  constructor(
    scope: Construct,
    id: string,
    private readonly options: DefinitionMachineOptions,
  ) {
    super(scope, id);
    this.type = options.type ?? 'STANDARD';
    const plain = this.plainSubstitutions();
    this.definition = this.filled(plain);
    const logGroup = this.logGroup();
    const role = this.role();
    const policy = this.derivedPolicy(role, plain);
    this.stateMachine = this.machine({ logGroup, role, policy, definition: this.definitionString(plain) });
    this.alias = new SfnAlias(this, `alias:${id}`, {
      name: 'live',
      routingConfiguration: [{ stateMachineVersionArn: this.stateMachine.stateMachineVersionArn, weight: 100 }],
    });
  }

  /** Whether its definition names the function. */
  calls({ node }: PipelineFunction): boolean {
    const placeholder = functionPlaceholder(node.id);
    return this.options.definition.placeholders.some(({ name }) => name === placeholder);
  }

  /** Under /aws/vendedlogs/ the log group's policy does not grow with each machine until it meets its limit. */
  private logGroup(): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, `log-group:${this.node.id}`, {
      name: `/aws/vendedlogs/states/${this.options.settings.target.nameOf(this.node.id)}`,
      retentionInDays: this.options.settings.logRetentionDays,
    });
  }

  private role(): IamRole {
    const { settings, definition } = this.options;
    const { target } = settings;
    const machineArn = target.stateMachineArn(this.node.id);
    const versions = `${machineArn}:*`;
    // A child execution of a Distributed Map is one of the state machine `<name>/<label>`.
    const children = hasDistributedMap(definition.value) ? [`${machineArn}/*`] : [];
    return new IamRole(this, `role:${this.node.id}`, {
      name: target.roleNameOf(this.node.id),
      assumeRolePolicy: trustService(target, 'states.amazonaws.com', [machineArn, versions, ...children]),
    });
  }

  /** Plain references show the type of a resource that a Task calls: a function, an activity. */
  private derivedPolicy(role: IamRole, substitutions: Substitutions): IamRolePolicy {
    const { settings, definition, former = [] } = this.options;
    const { target } = settings;
    const { partition, region, account } = target;
    const stateMachineName = target.nameOf(this.node.id);
    const derived = deriveExecutionPolicy(
      definition,
      [substitutions, ...former.map((each) => ({ ...substitutions, ...each }))],
      { partition, region, account, stateMachineName },
      { logging: true, tracing: true },
    );
    requireKnownCalls(derived, definition.file);
    return new IamRolePolicy(this, `policy:${this.node.id}`, {
      name: this.node.id,
      role: role.id,
      policy: JSON.stringify(toPolicyDocument(derived)),
    });
  }

  /** AWS tests the log delivery when the machine is created, so the policy is created before it. */
  private machine({ logGroup, role, policy, definition }: MachineResources): SfnStateMachine {
    return new SfnStateMachine(this, `state-machine:${this.node.id}`, {
      name: this.options.settings.target.nameOf(this.node.id),
      type: this.type,
      roleArn: role.arn,
      definition,
      publish: true,
      loggingConfiguration: { level: 'ALL', includeExecutionData: false, logDestination: `${logGroup.arn}:*` },
      tracingConfiguration: { enabled: true },
      dependsOn: [policy],
    });
  }

  private plainSubstitutions(): Substitutions {
    const all = Object.entries(this.options.substitutions);
    return Object.fromEntries(all.map(([name, each]) => [name, this.withPlainReferences(each)]));
  }

  private filled(substitutions: Substitutions): StateMachineDefinition {
    const { definition: parsed } = this.options;
    const { definition, diagnostics } = substitute(parsed, substitutions);
    if (definition === undefined) throw new DiagnosticsError(diagnostics, parsed.text);
    return definition;
  }

  private definitionString(substitutions: Substitutions): string {
    const texts = Object.values(substitutions).flatMap((each) => (each.kind === 'text' ? [each.value] : []));
    return toTerraformString(this.definition, texts);
  }

  private withPlainReferences(substitution: SubstitutionValue): SubstitutionValue {
    if (substitution.kind === 'number') return substitution;
    return { ...substitution, value: plainReference(this, substitution.value) };
  }
}

function hasDistributedMap(value: Json): boolean {
  if (Array.isArray(value)) return value.some((item: Json) => hasDistributedMap(item));
  if (!isJsonObject(value)) return false;
  const { ProcessorConfig: config } = value;
  if (isJsonObject(config) && config['Mode'] === 'DISTRIBUTED') return true;
  return Object.values(value).some((each) => hasDistributedMap(each));
}
