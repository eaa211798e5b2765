import * as client from 'openid-client';
import type { Claims } from '../../core/access/claims.ts';
import { Unauthorized, Unavailable } from '../errors.ts';

export type OidcSettings = { issuer: string; clientId: string; clientSecret: string; scope: string };

/** What has to come back unchanged; kept sealed in the browser's cookie, for this browser alone. */
export type OidcPending = { state: string; nonce: string; verifier: string };

export type OidcIdentity = { issuer: string; subject: string; claims: Claims };

const TIMEOUT_S = 10;
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether an issuer may be asked without encryption: only one on this machine. */
export const isLoopback = (issuer: URL): boolean => issuer.protocol === 'http:' && LOOPBACK.includes(issuer.hostname);

/** Authorization code with PKCE, state and nonce at one issuer; its papers are read at the first use. */
export class OidcClient {
  readonly #settings: OidcSettings;
  #config: Promise<client.Configuration> | null = null;

  constructor(settings: OidcSettings) {
    this.#settings = settings;
  }

  /** The address to send the browser to. @throws Unavailable when the issuer does not answer */
  async begin(redirectUri: string): Promise<{ url: string; pending: OidcPending }> {
    const config = await this.#discover();
    const pending = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: `openid ${this.#settings.scope}`.trim(),
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, pending };
  }

  /**
   * Who came back: the code is exchanged, and state, nonce, issuer, audience and signature are checked by the library.
   * @param current the redirect address with the query that it was called with
   * @throws Unauthorized when anything of it is not as it must be; Unavailable when the issuer does not answer
   */
  async finish(current: URL, pending: OidcPending): Promise<OidcIdentity> {
    const config = await this.#discover();
    try {
      const tokens = await client.authorizationCodeGrant(config, current, {
        pkceCodeVerifier: pending.verifier,
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      });
      const idToken = tokens.claims();
      if (!idToken) throw new Unauthorized('the identity platform sent no ID token');
      const userinfo = config.serverMetadata().userinfo_endpoint ? await client.fetchUserInfo(config, tokens.access_token, idToken.sub) : {};
      return { issuer: idToken.iss, subject: idToken.sub, claims: { ...userinfo, ...idToken } };
    } catch (error) {
      if (error instanceof Unauthorized) throw error;
      if (isTransport(error)) throw new Unavailable('the identity platform does not answer');
      throw new Unauthorized(`the identity platform's answer is refused: ${codeOf(error)}`);
    }
  }

  /** One that failed is asked again the next time. */
  #discover(): Promise<client.Configuration> {
    this.#config ??= this.#ask();
    return this.#config.catch((error) => {
      this.#config = null;
      throw new Unavailable(`the identity platform does not answer: ${codeOf(error)}`);
    });
  }

  #ask(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const server = new URL(issuer);
    return client.discovery(server, clientId, clientSecret, secretAs(clientSecret), {
      timeout: TIMEOUT_S,
      execute: [client.enableNonRepudiationChecks, ...(isLoopback(server) ? [client.allowInsecureRequests] : [])],
    });
  }
}

/** The secret in the way that the issuer takes: in the header, which is the standard's default, else in the body. */
function secretAs(secret: string): client.ClientAuth {
  const basic = client.ClientSecretBasic(secret);
  const post = client.ClientSecretPost(secret);
  return (server, ...rest) =>
    ((server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']).includes('client_secret_basic') ? basic : post)(server, ...rest);
}

/** A short word for the log and the audit; what the other side wrote stays out. */
function codeOf(error: unknown): string {
  const { code, error: word } = error as { code?: unknown; error?: unknown };
  const text = typeof word === 'string' ? word : typeof code === 'string' ? code : 'unknown';
  return /^[\w.-]{1,64}$/.test(text) ? text : 'unknown';
}

function isTransport(error: unknown): boolean {
  const names = [(error as Error).name, ((error as Error).cause as Error | undefined)?.name];
  return error instanceof TypeError || names.some((name) => name === 'TimeoutError' || name === 'AbortError');
}
