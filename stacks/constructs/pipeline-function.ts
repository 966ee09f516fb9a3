import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { Construct } from 'constructs';
import { allow, policyDocument, type Statement } from '../policy';
import type { StackBundle, StackSettings } from './stack-settings';

/** The settings of one function. */
export interface FunctionNeeds {
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The permissions of its role, in addition to its own log and traces. */
  readonly may: readonly Statement[];
  /** Copies at once; absent: as many as the account has left. */
  readonly reservedConcurrency?: number;
}

/** A function with its own role and log group. Its id is its folder's name in functions/. */
export class PipelineFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: CloudwatchLogGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly settings: StackSettings,
    private readonly needs: FunctionNeeds,
  ) {
    super(scope, id);
    this.logGroup = this.ownLogGroup();
    const role = this.role();
    this.function = this.lambda(role, this.policy(role));
  }

  private ownLogGroup(): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, `log-group:${this.node.id}`, {
      name: `/aws/lambda/${this.settings.target.nameOf(this.node.id)}`,
      retentionInDays: this.settings.logRetentionDays,
    });
  }

  private role(): IamRole {
    const { target } = this.settings;
    return new IamRole(this, `role:${this.node.id}`, {
      name: target.roleNameOf(this.node.id),
      assumeRolePolicy: policyDocument([
        {
          Sid: 'AssumedByItsFunction',
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ]),
    });
  }

  private policy(role: IamRole): IamRolePolicy {
    return new IamRolePolicy(this, `policy:${this.node.id}`, {
      name: this.node.id,
      role: role.id,
      policy: policyDocument([
        allow('WriteItsLog', ['logs:CreateLogStream', 'logs:PutLogEvents'], `${this.logGroup.arn}:*`),
        allow('AnyResourceBecauseTracesHaveNoArn', ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'),
        ...this.needs.may,
      ]),
    });
  }

  /**
   * arm64 costs a fifth less. Each change publishes a version, so that a running execution keeps the code it began
   * with.
   */
  private lambda(role: IamRole, policy: IamRolePolicy): LambdaFunction {
    const bundle = this.bundle();
    return new LambdaFunction(this, `function:${this.node.id}`, {
      functionName: this.settings.target.nameOf(this.node.id),
      role: role.arn,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      ...bundle,
      publish: true,
      memorySize: this.needs.memoryMegabytes,
      timeout: this.needs.timeoutSeconds,
      reservedConcurrentExecutions: this.needs.reservedConcurrency,
      environment: {
        variables: { POWERTOOLS_SERVICE_NAME: this.node.id, LOG_LEVEL: 'INFO', ...this.needs.environment },
      },
      loggingConfig: {
        logFormat: 'JSON',
        logGroup: this.logGroup.name,
        applicationLogLevel: 'INFO',
        systemLogLevel: 'INFO',
      },
      tracingConfig: { mode: 'Active' },
      dependsOn: [policy],
    });
  }

  private bundle(): StackBundle {
    const bundle = this.settings.bundles[this.node.id];
    if (bundle !== undefined) return bundle;
    throw new UserError(`there is no function \`${this.node.id}\`: functions/${this.node.id}/index.ts is missing`);
  }
}
