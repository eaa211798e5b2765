import { OidcClient } from '../services/access/oidc-client.ts';
import { readOidcMapping } from '../services/access/oidc-mapping.ts';
import { oidcSignIn, oidcTries } from '../services/access/oidc-sign-in.ts';
import { takeTryAt } from '../services/access/signin-delay.ts';
import { writeAudit } from '../services/audit/write-audit.ts';
import type { Ctx } from '../services/context.ts';
import type { OidcPorts } from './oidc.ts';

/** OIDC_ISSUER and its companions. */
export type OidcEnv = { issuer: string; clientId: string; clientSecret: string; mapping: string };

/** The identity platform that the environment names, its mapping read. @throws Error in one line when the mapping is wrong */
export function makeOidcPorts(ctx: Ctx, env: OidcEnv, secret: string, addressOf: OidcPorts['addressOf']): OidcPorts {
  const mapping = readOidcMapping(env.mapping, ctx.catalog);
  return {
    client: new OidcClient({ ...env, scope: mapping.scope }),
    redirectUri: mapping.redirectUri ?? null,
    secret,
    now: ctx.now,
    addressOf,
    signIn: (identity, from) => oidcSignIn(ctx, mapping, identity, from),
    takeTry: (address) => takeTryAt(ctx, 'address', oidcTries(address)),
    refused: (from, why) =>
      ctx.db.transaction((tx) =>
        writeAudit(
          tx,
          { kind: 'nobody', id: 0, login: '?', session: null, address: from.address },
          { action: 'session.signed_in', result: 'failed', detail: { way: 'oidc', why } },
          ctx.now(),
        ),
      ),
  };
}
