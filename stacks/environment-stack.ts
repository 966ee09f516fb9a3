import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { App, LocalBackend, S3Backend, TerraformElement, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';
import { literal } from './literal';

/**
 * A stack that is one environment: its provider with tags for everything, its state, and readable addresses. Subclasses
 * hold the resources.
 *
 * Guards that an address never depends on the position of a construct: a construct's id is `<what>:<name>` and the
 * address is `<type>.<name>`, so moving a resource to another class replaces nothing. Two of the same address are an
 * Error.
 */
export abstract class EnvironmentStack extends TerraformStack {
  private readonly elementAt = new Map<string, TerraformElement>();

  protected constructor(
    scope: Construct,
    readonly environment: Environment,
  ) {
    super(scope, environment.name);
    // The lock of a state in S3 (`use_lockfile`) is unknown to earlier versions.
    this.addOverride('terraform.required_version', '>= 1.10.0');
    this.addProvider();
    this.addState();
  }

  protected override allocateLogicalId(element: TerraformElement | Construct['node']): string {
    if (!TerraformElement.isTerraformElement(element)) return super.allocateLogicalId(element);
    const name = element.node.id.slice(element.node.id.indexOf(':') + 1);
    const address = `${typeOf(element)}.${name}`;
    const taken = this.elementAt.get(address);
    if (taken !== undefined && taken !== element) throw new UserError(`two resources have the address ${address}`);
    this.elementAt.set(address, element);
    return name;
  }

  /**
   * cdktf resolves every element here once more, only to find references between stacks. A stack is made from its environment alone: there
   * are none.
   */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  /** The folder that this stack is written to. */
  protected outputFolder(): string {
    const { outdir, manifest } = App.of(this);
    return join(outdir, manifest.forStack(this).workingDirectory);
  }

  private addProvider(): void {
    const { name, region, allowedAccountIds, tags } = this.environment;
    const chosen = Object.entries(tags).map(([key, value]) => [literal(key), literal(value)]);
    new AwsProvider(this, 'aws', {
      region,
      ...(allowedAccountIds === undefined ? {} : { allowedAccountIds }),
      defaultTags: [{ tags: { ...Object.fromEntries(chosen), environment: name, 'managed-by': 'terraform' } }],
    });
  }

  /**
   * The local path is relative to this stack's folder, so that the output does not depend on the location of the
   * checkout.
   */
  private addState(): void {
    const { name, stateBucket } = this.environment;
    if (stateBucket === undefined) {
      new LocalBackend(this, { path: `../../../terraform.${name}.tfstate` });
      return;
    }
    const key = `document-pipelines/${name}.tfstate`;
    new S3Backend(this, { bucket: stateBucket.name, region: stateBucket.region, key, encrypt: true });
    this.addOverride('terraform.backend.s3.use_lockfile', true);
  }
}

function typeOf(element: TerraformElement): string {
  return 'terraformResourceType' in element ? String(element.terraformResourceType) : element.constructor.name;
}
