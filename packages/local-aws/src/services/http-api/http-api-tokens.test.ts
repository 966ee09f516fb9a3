import { createSign, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startedApi as api } from '../../../tests/fixtures/http-api-fixture';

describe('an HTTP API behind tokens', () => {
  const issuer = 'https://issuer.example';
  const jwt = {
    Name: 'people',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: issuer, Audience: ['orders'] },
  };
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const in2026 = Date.UTC(2026, 0, 1) / 1000;
  const good = { iss: issuer, aud: 'orders', sub: 'user-7', exp: in2026 + 60, iat: in2026 - 60, scopes: ['a', 'b'] };

  function token(claims: object, { key = privateKey, alg = 'RS256' } = {}): string {
    const parts = [{ alg, kid: 'k1' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const signature = createSign('sha256').update(parts.join('.')).sign(key).toString('base64url');
    return [...parts, signature].join('.');
  }

  async function withKeys() {
    const made = await api({ jwt });
    const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] };
    writeFileSync(join(made.stateFolder, 'jwks.json'), JSON.stringify(keys));
    const bearing = (bearer: string) => made.call({ headers: { authorization: `Bearer ${bearer}` } });
    return { ...made, bearing };
  }

  it('lets in whoever brings one of the issuer, and tells the function its claims', async () => {
    const { bearing, events } = await withKeys();

    await expect(bearing(token(good))).resolves.toMatchObject({ statusCode: 200 });

    expect(events).toMatchObject([
      { requestContext: { authorizer: { jwt: { claims: { sub: 'user-7', scopes: '[a b]' } } } } },
    ]);
  });

  it.each([
    ['no token', 'nonsense'],
    ['a signature by another key', token(good, { key: other.privateKey })],
    ['no algorithm', token(good, { alg: 'none' })],
    ['another issuer', token({ ...good, iss: 'https://other.example' })],
    ['another audience', token({ ...good, aud: 'others' })],
    ['a token that has expired', token({ ...good, exp: in2026 - 1 })],
    ['a token without an end', token({ ...good, exp: undefined })],
    ['a token of the future', token({ ...good, nbf: in2026 + 30 })],
  ])('answers 401 to %s', async (_, bearer) => {
    const { bearing, events } = await withKeys();

    await expect(bearing(bearer)).resolves.toMatchObject({ statusCode: 401, body: '{"message":"Unauthorized"}' });
    expect(events).toEqual([]);
  });

  it('says by name that it cannot verify tokens without the keys of the issuer', async () => {
    const { call, stateFolder } = await api({ jwt });

    await expect(call({ headers: { authorization: `Bearer ${token(good)}` } })).rejects.toMatchObject({
      name: 'NotModelledError',
      message: expect.stringContaining(join(stateFolder, 'jwks.json')),
    });
  });
});
