// A provider of OpenID Connect as a process of its own: node oidc-provider.mjs '<settings as JSON>'. It is the real library
// with its own pages; only where a test says so does it answer late or send an ID token that is not as it should be.
import { createPrivateKey, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Provider } from 'oidc-provider';

/** @type {{ port: number, issuer: string, returnTo: string, clientId: string, clientSecret?: string, claimsInIdToken: boolean, key: string }} */
const settings = JSON.parse(process.argv[2] ?? '{}');
/** What the test asks for: people by the name they type, and what is spoilt. */
const asked = { people: {}, delay: 0, token: null };

const privateKey = createPrivateKey(settings.key);
const key = { ...privateKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' };

const provider = new Provider(settings.issuer, {
  clients: [
    {
      client_id: settings.clientId,
      redirect_uris: [settings.returnTo],
      ...(settings.clientSecret
        ? { client_secret: settings.clientSecret }
        : { token_endpoint_auth_method: 'none' }),
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: ['a provider of tests'] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username'] },
  conformIdTokenClaims: !settings.claimsInIdToken,
  pkce: { required: () => true },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...asked.people[id] }) }),
  // People of the province have agreed long ago: it asks nobody.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({
      clientId: oidc.client.clientId,
      accountId: oidc.session.accountId,
    });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const spoils = {
  audience: { aud: 'another-client' },
  issuer: { iss: 'http://localhost:1' },
  expired: { exp: Math.floor(Date.now() / 1000) - 3600 },
  nonce: { nonce: 'of-somebody-else' },
};

/** Says something else, signed as it should be; but for `tampered`, which keeps the signature of what it said before. */
function spoil(token, how) {
  const [header, payload, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (how === 'tampered') return [header, part({ ...claims, sub: 'somebody-else' }), signature].join('.');
  if (how === 'unsigned') return `${part({ alg: 'none' })}.${payload}.`;
  const said = `${header}.${part({ ...claims, ...spoils[how] })}`;
  return `${said}.${sign('sha256', Buffer.from(said), privateKey).toString('base64url')}`;
}

provider.use(async (ctx, next) => {
  if (asked.delay > 0) await sleep(asked.delay);
  await next();
  if (ctx.path === '/token' && asked.token && ctx.body?.id_token)
    ctx.body = { ...ctx.body, id_token: spoil(ctx.body.id_token, asked.token) };
});

process.on('message', (wishes) => {
  Object.assign(asked, wishes);
  process.send?.('heard');
});
// It must not outlive the test that began it.
process.on('disconnect', () => process.exit(0));
provider.listen(settings.port, 'localhost', () => process.send?.('ready'));
