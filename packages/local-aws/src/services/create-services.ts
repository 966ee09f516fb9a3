import { memberOf } from '@document-pipelines/asl/definition';
import type { AuthorisationDecision, Policies } from '../policies';
import type { RunEnd } from '../state-failure';
import { type Caller, type EmbeddedService, type Permission, ServiceError, type Services } from './service';
import { sessionArn } from './session-arn';

/** Options that the embedded services share. */
export interface ServicesOptions {
  readonly policies: Pick<Policies, 'authorise'>;
  readonly localAccount: { readonly partition: string; readonly account: string };
  /**
   * Ends with the first call whose state cannot be saved or read; every call after it is rejected. If absent, such errors do not end
   * the run.
   */
  readonly end?: RunEnd;
  /** Called with each service; what it returns is registered. Default: the service itself. */
  readonly adaptService?: (service: EmbeddedService) => EmbeddedService;
}

/** Creates the embedded services, without any: each is registered, then called by name. Every call is authorised first. */
export function createServices(options: ServicesOptions): Services {
  const services = new Map<string, EmbeddedService>();
  return {
    register: (service) => {
      services.set(service.name, options.adaptService?.(service) ?? service);
    },
    call: async (serviceName, operationName, input, caller, gone) => {
      const operation = findOperation(services, serviceName, operationName);
      authorise(options, serviceName, operation.permissions(input), caller);
      return options.end === undefined
        ? operation.run(input, caller, gone)
        : options.end.during(() => operation.run(input, caller, gone));
    },
  };
}

function findOperation(services: ReadonlyMap<string, EmbeddedService>, serviceName: string, operationName: string) {
  const service = services.get(serviceName);
  if (service === undefined) {
    throw new ServiceError(
      'NotModelledError',
      `the service ${serviceName} is not implemented locally (called: ${operationName})`,
      501,
    );
  }
  const operation = Object.hasOwn(service.operations, operationName) ? service.operations[operationName] : undefined;
  if (operation === undefined) {
    throw new ServiceError(
      'NotModelledError',
      `the local implementation of ${serviceName} does not support the operation ${operationName}`,
      501,
    );
  }
  return operation;
}

function authorise(
  options: ServicesOptions,
  serviceName: string,
  permissions: readonly Permission[],
  caller: Caller,
): void {
  if (caller.kind === 'operator') return;
  for (const permission of permissions) {
    const decision = options.policies.authorise(caller, permission);
    if (!decision.allowed) throw accessDeniedException(options, serviceName, permission, caller, decision);
  }
}

/** Error codes of services for denied access; the others use AccessDeniedException. */
const accessDeniedCodes: Readonly<Record<string, readonly [code: string, statusCode: number]>> = {
  s3: ['AccessDenied', 403],
  sqs: ['AccessDenied', 403],
  sns: ['AuthorizationError', 403],
  lambda: ['AccessDeniedException', 403],
  bedrock: ['AccessDeniedException', 403],
};

function accessDeniedException(
  { localAccount }: ServicesOptions,
  serviceName: string,
  permission: Permission,
  caller: Exclude<Caller, { kind: 'operator' }>,
  decision: Extract<AuthorisationDecision, { allowed: false }>,
): ServiceError {
  const [code, statusCode] = memberOf(accessDeniedCodes, serviceName) ?? ['AccessDeniedException', 400];
  const user = caller.kind === 'service' ? caller.service : sessionArn(localAccount, caller.roleArn);
  const message = `User: ${user} is not authorized to perform: ${permission.action} on resource: ${permission.resource} ${decision.reason}`;
  return new ServiceError(code, message, statusCode);
}
