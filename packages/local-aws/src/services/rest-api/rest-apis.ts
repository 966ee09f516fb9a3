import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { memberOf } from '@document-pipelines/asl/definition';
import { readJsonFile, writeJsonFile } from '../../json-file';
import { ServiceError } from '../service';
import type { ApiContent, ApiKey, RestApi, Stage, UsagePlan } from './rest-api';

/** The APIs, keys and plans of a stack. Guards that each is changed as a whole; the values of keys outlive the process. */
export class RestApis {
  private readonly apis = new Map<string, RestApi>();
  private readonly keys = new Map<string, ApiKey>();
  private readonly plans = new Map<string, UsagePlan>();

  /** Without a state folder, keys are new in each process. */
  constructor(private readonly stateFolder?: string) {}

  addApi(name: string): RestApi {
    const id = idOf(`api ${name}`, 10);
    const rootResourceId = idOf(`root of ${id}`, 6);
    const content: ApiContent = {
      resources: { [rootResourceId]: '/' },
      methods: {},
      models: {},
      validators: {},
      gatewayResponses: {},
    };
    const api: RestApi = { id, name, rootResourceId, content, deployments: {}, stages: {} };
    this.apis.set(id, api);
    return api;
  }

  api(id: unknown): RestApi {
    return this.apis.get(String(id)) ?? notFound(`Invalid API identifier specified ${String(id)}`);
  }

  find(id: string): RestApi | undefined {
    return this.apis.get(id);
  }

  change(id: unknown, change: (api: RestApi) => Partial<RestApi>): void {
    const api = this.api(id);
    this.apis.set(api.id, { ...api, ...change(api) });
  }

  changeContent(id: unknown, change: (content: ApiContent) => Partial<ApiContent>): void {
    this.change(id, ({ content }) => ({ content: { ...content, ...change(content) } }));
  }

  stage(apiId: unknown, name: unknown): Stage {
    const { stages } = this.api(apiId);
    return memberOf(stages, String(name)) ?? notFound('Invalid stage identifier specified');
  }

  /** The same name is the same key, with the same value, in each process. */
  addKey(name: string, enabled: boolean): ApiKey {
    const id = idOf(`key ${name}`, 10);
    const key: ApiKey = { id, name, enabled, value: this.valueOf(id) };
    this.keys.set(id, key);
    return key;
  }

  key(id: unknown): ApiKey {
    return this.keys.get(String(id)) ?? notFound('Invalid API Key identifier specified');
  }

  keyByValue(value: string): ApiKey | undefined {
    return [...this.keys.values()].find((key) => key.value === value && key.enabled);
  }

  addPlan(plan: Omit<UsagePlan, 'id' | 'keyIds'> & { readonly name: string }): UsagePlan {
    const { name, ...limits } = plan;
    const added: UsagePlan = { ...limits, id: idOf(`plan ${name}`, 6), keyIds: [] };
    this.plans.set(added.id, added);
    return added;
  }

  addToPlan(planId: unknown, keyId: unknown): void {
    const plan = this.plans.get(String(planId)) ?? notFound('Invalid Usage Plan ID specified');
    this.plans.set(plan.id, { ...plan, keyIds: [...plan.keyIds, this.key(keyId).id] });
  }

  /** Returns the plan by which a key may use a stage. */
  planOf(keyId: string, stage: string): UsagePlan | undefined {
    return [...this.plans.values()].find(({ keyIds, stages }) => keyIds.includes(keyId) && stages.includes(stage));
  }

  private valueOf(id: string): string {
    const file = this.stateFolder === undefined ? undefined : join(this.stateFolder, 'rest-api', 'api-keys.json');
    const known = file === undefined ? {} : (readJsonFile<Record<string, string>>(file) ?? {});
    const value = known[id] ?? randomBytes(30).toString('base64url');
    if (file !== undefined && known[id] === undefined) writeJsonFile(file, { ...known, [id]: value });
    return value;
  }
}

/** Returns an id in AWS's format, letters and digits, but the same in each process. */
export function idOf(what: string, length: number): string {
  const digest = createHash('sha256').update(what).digest('hex').slice(0, 24);
  return BigInt(`0x${digest}`).toString(36).slice(0, length).padEnd(length, '0');
}

function notFound(message: string): never {
  throw new ServiceError('NotFoundException', message, 404);
}
