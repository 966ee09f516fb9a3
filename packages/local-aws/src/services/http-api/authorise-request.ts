import { join } from 'node:path';
import type { WebRequest } from '../../endpoint';
import { readJsonFile } from '../../json-file';
import type { LocalAccount } from '../../local-account';
import type { Policies } from '../../policies';
import { type Caller, ServiceError } from '../service';
import type { HttpApi } from './http-api';
import type { MatchedRoute } from './match-route';
import { type KeySet, verifyToken } from './verify-token';

/** Policies and the current time. */
export interface AuthorisationDependencies {
  readonly localAccount: LocalAccount;
  readonly policies: Pick<Policies, 'authorise'>;
  readonly userName: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What the function receives about the caller, or the response to a rejected request. */
export type Authorised =
  | { readonly kind: 'in'; readonly authorizer?: object }
  | { readonly kind: 'out'; readonly statusCode: 401 | 403; readonly message: string; readonly why: string };

/** Authorises a request as its route requires. */
export function authoriseRequest(
  api: HttpApi,
  { route }: MatchedRoute,
  request: WebRequest,
  dependencies: AuthorisationDependencies,
): Authorised {
  const { authorization } = route;
  switch (authorization.kind) {
    case 'NONE':
      return { kind: 'in' };
    case 'AWS_IAM':
      return bySignature(api, request, dependencies);
    case 'JWT': {
      const authorizer = api.authorizers.find(({ id }) => id === authorization.authorizerId);
      if (authorizer === undefined) return rejectToken('the route has no authorizer');
      const [, token] = /^(?:Bearer )?([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
      if (token === undefined) return rejectToken('the request brings no token');
      const { scopes } = authorization;
      const keySet = keySetOf(authorizer.issuer, dependencies.localAccount);
      const claims = verifyToken(token, { authorizer, keySet, scopes, now: dependencies.now });
      if (claims === undefined) return rejectToken('the token is not one of the issuer for this API, or not in time');
      return { kind: 'in', authorizer: { jwt: { claims: textsOf(claims), scopes: null } } };
    }
    default:
      return authorization satisfies never;
  }
}

/** The right to call: execute-api:Invoke on the API's stage, method and path. */
function bySignature(api: HttpApi, request: WebRequest, dependencies: AuthorisationDependencies): Authorised {
  const { signer, method, path } = request;
  const { localAccount, policies, userName } = dependencies;
  if (signer === undefined || signer.service !== 'execute-api')
    return { ...forbidden, why: 'the request is not signed for the service execute-api' };
  const { partition, region, account } = localAccount;
  const resource = `arn:${partition}:execute-api:${region}:${account}:${api.apiId}/$default/${method}${path}`;
  const decision = policies.authorise(signer.caller, { action: 'execute-api:Invoke', resource });
  if (!decision.allowed) return { ...forbidden, why: `execute-api:Invoke on ${resource} ${decision.reason}` };
  const userArn = userArnOf(signer.caller, localAccount, userName);
  const { accessKeyId } = signer;
  return {
    kind: 'in',
    authorizer: { iam: { accessKey: accessKeyId, accountId: account, callerId: userArn, userArn, userId: userArn } },
  };
}

const forbidden = { kind: 'out', statusCode: 403, message: 'Forbidden' } as const;

function rejectToken(why: string): Authorised {
  return { kind: 'out', statusCode: 401, message: 'Unauthorized', why };
}

function userArnOf(caller: Caller, { partition, account }: LocalAccount, userName: string): string {
  if (caller.kind !== 'role') return `arn:${partition}:iam::${account}:user/${userName}`;
  const roleName = caller.roleArn.slice(caller.roleArn.lastIndexOf('/') + 1);
  return `arn:${partition}:sts::${account}:assumed-role/${roleName}/${roleName}`;
}

/** Does not call issuers over the network. Throws NotModelledError that names where their keys are searched. */
function keySetOf(issuer: string, { stateFolder }: LocalAccount): KeySet {
  const file = join(stateFolder, 'jwks.json');
  const keySet = readJsonFile<KeySet>(file);
  if (keySet !== undefined) return keySet;
  const message = `tokens of ${issuer} cannot be verified locally: put the issuer's jwks.json at ${file}`;
  throw new ServiceError('NotModelledError', message, 501);
}

/** API Gateway passes every claim as a string. */
function textsOf(claims: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(claims).map(([name, value]) => [
    name,
    Array.isArray(value) ? `[${value.join(' ')}]` : String(value),
  ]);
  return Object.fromEntries(entries);
}
