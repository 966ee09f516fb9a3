import type { Grant } from '../grant';
import type { ServiceCall } from '../task-call';

/** The permissions that a call of one integration needs; depends on its arguments only. */
export type IntegrationRule = (call: ServiceCall) => readonly Grant[];

/** Rules by `service:operation`. */
export type IntegrationRules = Readonly<Record<string, IntegrationRule>>;

/** Whether Step Functions waits for the job's end, which needs permissions to watch and stop it. */
export function waitsForJob({ pattern }: ServiceCall): boolean {
  return pattern === 'sync' || pattern === 'sync:2';
}
