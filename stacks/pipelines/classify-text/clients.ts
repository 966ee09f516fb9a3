import { ApiGatewayApiKey } from '@cdktf/provider-aws/lib/api-gateway-api-key';
import type { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { ApiGatewayUsagePlan } from '@cdktf/provider-aws/lib/api-gateway-usage-plan';
import { ApiGatewayUsagePlanKey } from '@cdktf/provider-aws/lib/api-gateway-usage-plan-key';
import { Construct } from 'constructs';
import type { Environment } from '../../../environments';
import type { Place } from '../../place';

/** Who may use which stage how much. */
export interface ClassifyClientsOptions {
  readonly place: Place;
  readonly environment: Environment;
  readonly stage: ApiGatewayStage;
}

/**
 * A usage plan, and a key for each client, by which API Gateway counts. A key is no proof of who somebody is (IAM asks for that
 * besides); its value is made by AWS and stands in Terraform's state.
 */
export class ClassifyClients extends Construct {
  /** Keys by the client's name. */
  readonly keys: Readonly<Record<string, ApiGatewayApiKey>>;

  constructor(scope: Construct, id: string, { place, environment, stage }: ClassifyClientsOptions) {
    super(scope, id);
    const { clients, requestsPerSecond, burst, requestsPerDay } = environment.classify;
    const plan = new ApiGatewayUsagePlan(this, `usage-plan:${id}`, {
      name: place.nameOf(id),
      apiStages: [{ apiId: stage.restApiId, stage: stage.stageName }],
      throttleSettings: { rateLimit: requestsPerSecond, burstLimit: burst },
      quotaSettings: { limit: requestsPerDay, period: 'DAY' },
    });
    this.keys = Object.fromEntries(clients.map((client) => [client, this.keyOf(client, place, plan)]));
  }

  private keyOf(client: string, place: Place, plan: ApiGatewayUsagePlan): ApiGatewayApiKey {
    const name = `${this.node.id}-${client}`;
    const key = new ApiGatewayApiKey(this, `api-key:${name}`, { name: place.nameOf(name), enabled: true });
    new ApiGatewayUsagePlanKey(this, `usage-plan-key:${name}`, {
      usagePlanId: plan.id,
      keyId: key.id,
      keyType: 'API_KEY',
    });
    return key;
  }
}
