import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import type { StartLocalOptions } from '@document-pipelines/local-aws';

/** A synthesised stack, before it is applied. */
export type App = ReturnType<NonNullable<StartLocalOptions['change']>>;

/** No retries: a refusal whose name is retried would otherwise take minutes. */
export function retryNever(app: App): App {
  const hastened = (definition: string) => definition.replace(/"MaxAttempts":\d+/g, '"MaxAttempts":0');
  return {
    ...app,
    resources: app.resources.map((resource) =>
      resource.type === 'aws_sfn_state_machine'
        ? {
            ...resource,
            arguments: { ...resource.arguments, definition: hastened(String(resource.arguments['definition'])) },
          }
        : resource,
    ),
  };
}

/** Returns the stack with a policy without the statements of this Sid. */
export function withoutStatement(address: string, sid: string): (app: App) => App {
  return (app) => ({
    ...app,
    resources: app.resources.map((resource) =>
      resource.address === address ? { ...resource, arguments: lessStatement(resource.arguments, sid) } : resource,
    ),
  });
}

/** Returns the arguments of a policy's resource without the statement of this Sid. */
export function lessStatement({ policy, ...rest }: JsonObject, sid: string): JsonObject {
  const document: Json = JSON.parse(String(policy));
  const statements = isJsonObject(document) && Array.isArray(document['Statement']) ? document['Statement'] : [];
  const kept = statements.filter((statement: Json) => isJsonObject(statement) && statement['Sid'] !== sid);
  if (kept.length !== statements.length - 1) throw new Error(`there is no one statement ${sid} to take away`);
  return { ...rest, policy: JSON.stringify({ ...(document as JsonObject), Statement: kept }) };
}
