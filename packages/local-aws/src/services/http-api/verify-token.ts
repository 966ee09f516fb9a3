import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { memberOf } from '@document-pipelines/asl/definition';
import type { JwtAuthorizer } from './http-api';

/** Signing keys of an issuer, in the shape of `/.well-known/jwks.json`. */
export interface KeySet {
  readonly keys: readonly (JsonWebKey & { readonly kid?: string })[];
}

/** A token's claims, or undefined if the authoriser rejects the token. */
export type Claims = Readonly<Record<string, unknown>>;

/** Expected values of a token. */
export interface TokenCheck {
  readonly authorizer: JwtAuthorizer;
  readonly keySet: KeySet;
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Checks a token as an HTTP API does and returns its claims: RSA signature, issuer, audience or client_id, times, scopes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function verifyToken(token: string, check: TokenCheck): Claims | undefined {
  const [head = '', body = '', signature = '', ...rest] = token.split('.');
  const { alg, kid } = jsonOf(head);
  const claims = jsonOf(body);
  const algorithm = memberOf(algorithms, String(alg));
  const key = check.keySet.keys.find((candidate) => candidate.kid === kid && candidate.kty === 'RSA');
  if (rest.length > 0 || algorithm === undefined || key === undefined) return undefined;
  const publicKey = createPublicKey({ key, format: 'jwk' });
  const isSigned = verify(algorithm, Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'));
  return isSigned && isMeant(claims, check) && isInTime(claims, check.now) ? claims : undefined;
}

const algorithms: Readonly<Record<string, string>> = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' };

function isMeant(claims: Claims, { authorizer, scopes }: TokenCheck): boolean {
  const audience = [claims['aud'] ?? claims['client_id']].flat().map(String);
  const granted = String(claims['scope'] ?? claims['scp'] ?? '').split(' ');
  return (
    claims['iss'] === authorizer.issuer &&
    audience.some((each) => authorizer.audience.includes(each)) &&
    (scopes.length === 0 || scopes.some((scope) => granted.includes(scope)))
  );
}

function isInTime(claims: Claims, now: number): boolean {
  const seconds = now / 1000;
  const [exp, nbf, iat] = ['exp', 'nbf', 'iat'].map((name) => claims[name]);
  return (
    typeof exp === 'number' && exp > seconds && [nbf, iat].every((time) => typeof time !== 'number' || time <= seconds)
  );
}

function jsonOf(part: string): Claims {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Claims) : {};
  } catch {
    return {};
  }
}
