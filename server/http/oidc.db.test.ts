import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDb, type TestDb } from '../../db/seed/test-db.ts';
import { findActor } from '../services/access/find-actor.ts';
import { OidcClient } from '../services/access/oidc-client.ts';
import { oidcSignIn } from '../services/access/oidc-sign-in.ts';
import { accessWorld, makeGrant, makePerson } from '../services/access/testing.ts';
import type { Ctx } from '../services/context.ts';
import { OidcMapping } from '../wire/oidc-mapping.ts';
import type { OidcPorts } from './oidc.ts';
import { type DoorServer, serveDoors, stubPorts } from './stub-ports.ts';

/** People at the platform by subject, as the tests set them. */
const people = new Map<string, Record<string, unknown>>();
let subject = '';
/** What the token endpoint says instead of its own answer. */
let forged: object | null = null;

let t: TestDb;
let ctx: Ctx;
let root: string;
let platform: { url: string; close(): void };
let ours: DoorServer;
let mapping: OidcMapping;
const refusals: string[] = [];
const now = Date.now;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** The real provider, whose sign-in page lets `subject` in at once. */
async function startPlatform(redirect: () => string): Promise<typeof platform> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = (id: string) => ({ client_id: id, client_secret: `secret of ${id}, long enough`, redirect_uris: [redirect()] });
  const provider = new Provider(url, {
    clients: [client('console'), client('other')],
    cookies: { keys: ['k'] },
    features: { devInteractions: { enabled: false } },
    claims: { openid: ['sub', 'preferred_username', 'name', 'groups', 'mfa', 'role'], profile: [] },
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people.get(sub) }) }),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    async loadExistingGrant(at) {
      const grant = new at.oidc.provider.Grant({ clientId: at.oidc.client?.clientId ?? '', accountId: at.oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    if (req.url?.startsWith('/interaction/')) return void provider.interactionFinished(req, res, { login: { accountId: subject, remember: false } });
    if (req.url === '/token' && forged) return void res.setHeader('content-type', 'application/json').end(JSON.stringify(forged));
    handle(req, res);
  });
  return { url, close: () => void server.close() };
}

/** A browser: cookies by origin, redirects one at a time. */
class Browser {
  #jars = new Map<string, Map<string, string>>();
  async get(url: string): Promise<{ status: number; location: string | null; cookies: string[] }> {
    const { origin } = new URL(url);
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    const cookie = [...jar].map(([k, v]) => `${k}=${v}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { ...(cookie ? { cookie } : {}), 'user-agent': 'a browser', 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' },
    });
    await answer.arrayBuffer();
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = answer.headers.get('location');
    return { status: answer.status, location: location === null ? null : new URL(location, url).href, cookies: answer.headers.getSetCookie() };
  }
  /** Follows redirects at the platform until it sends the browser away. */
  async through(url: string): Promise<string> {
    let at = url;
    for (let i = 0; i < 10 && at.startsWith(platform.url); i++) at = (await this.get(at)).location ?? '';
    return at;
  }
  cookie(name: string): string | undefined {
    return this.#jars.get(ours.url)?.get(name);
  }
  plant(name: string, value: string): void {
    this.#jars.set(ours.url, new Map([...(this.#jars.get(ours.url) ?? []), [name, value]]));
  }
}

beforeAll(async () => {
  t = await openTestDb();
  ctx = accessWorld(t.db, now);
  root = ctx.catalog.tree.root;
  // Our own port must be known to the platform, and its address to us.
  let redirect = '';
  const holder: { client: OidcClient | null } = { client: null };
  const from = () => holder.client as OidcClient;
  const ports: OidcPorts = {
    client: {
      begin: (uri: string) => from().begin(uri),
      finish: (url: URL, pending: Parameters<OidcClient['finish']>[1]) => from().finish(url, pending),
    } as OidcClient,
    redirectUri: null,
    secret: 'x'.repeat(32),
    now,
    addressOf: (req) => req.socket.remoteAddress ?? null,
    signIn: (identity, origin) => oidcSignIn(ctx, mapping, identity, origin),
    takeTry: async () => {},
    refused: async (_from, why) => void refusals.push(why),
  };
  ours = await serveDoors(stubPorts({ oidc: ports }), await freePort());
  redirect = `${ours.url}/auth/oidc/callback`;
  platform = await startPlatform(() => redirect);
  holder.client = new OidcClient({ issuer: platform.url, clientId: 'console', clientSecret: 'secret of console, long enough', scope: 'profile' });
}, 60_000);
afterAll(async () => {
  await ours.close();
  platform.close();
  await t.drop();
});

let made = 0;
beforeEach(() => {
  forged = null;
  refusals.length = 0;
  subject = `sub-${++made}`;
  mapping = OidcMapping.parse({
    account: { claim: 'preferred_username' },
    create: { login: 'preferred_username', name: 'name', region: root },
    factor: { claim: 'mfa', anyOf: ['yes'] },
    rules: [
      { claim: 'groups', equals: 'hotline', role: 'dispatcher', region: root },
      { claim: 'groups', equals: 'lead', role: 'leader', region: root },
      { claim: 'groups', equals: 'sys', role: 'system_admin', region: root },
    ],
  });
  people.set(subject, { preferred_username: `Person-${made}`, name: '某测试', groups: ['hotline'], mfa: 'yes' });
});

/** From our start to the way back; `bend` changes an address on the way. */
async function goThere(browser: Browser, path = '/auth/oidc/start', bend: (url: URL) => void = () => {}): Promise<string> {
  const { location } = await browser.get(ours.url + path);
  const url = new URL(location ?? '');
  bend(url);
  return browser.through(url.href);
}
const actorOf = async (browser: Browser) =>
  (await findActor(ctx, browser.cookie('tongguan_session') ?? '', { address: null, agent: null, active: false }))?.actor ?? null;
const pathOf = (location: string | null) => (location?.startsWith(ours.url) ? location.slice(ours.url.length) : location);

describe('somebody whom the platform knows', () => {
  test('comes in where he wanted to go, with the roles of the mapping and no other, and leaves no open door behind', async () => {
    people.set(subject, { ...people.get(subject), role: 'audit_admin', groups: ['hotline', 'nothing'] });
    const browser = new Browser();
    const back = await goThere(browser, '/auth/oidc/start?next=%2Fwall%2Fhotline%3Fregion%3D1');
    expect(new URL(back).searchParams.get('code')).toBeTruthy();
    const done = await browser.get(back);
    expect([done.status, pathOf(done.location)]).toEqual([303, '/wall/hotline?region=1']);
    const cookie = done.cookies.find((c) => c.startsWith('tongguan_session='));
    expect(cookie).toMatch(/^tongguan_session=tgs_[\w-]{43}; Path=\/; SameSite=Lax; HttpOnly$/);
    expect(browser.cookie('tongguan_oidc')).toBeUndefined();
    const actor = await actorOf(browser);
    expect([actor?.login, actor?.grants.map((g) => g.role)]).toEqual([`person-${made}`, ['dispatcher']]);
    const rows = await t.db.query<{ action: string }>(`select action from audit where object_id = $1 or actor = $2 order by id`, [
      String(actor?.id),
      actor?.id ?? 0,
    ]);
    expect(rows.map((r) => r.action)).toEqual(['account.created', 'grant.given', 'session.signed_in']);
  });

  test('is bound once to the account that was made for him, keeps what was given to it here, and shows a factor where the platform asked for none', async () => {
    const own = await makePerson(ctx, [{ role: 'supervisor' }], { login: `person-${made}` });
    people.set(subject, { ...people.get(subject), mfa: undefined });
    const browser = new Browser();
    expect(pathOf((await browser.get(await goThere(browser))).location)).toBe('/login?next=%2Fwall');
    const found = await findActor(ctx, browser.cookie('tongguan_session') ?? '', { address: null, agent: null, active: false });
    expect(found).toMatchObject({ needs: 'factor', actor: { id: own.id, grants: [] } });
    people.set(subject, { preferred_username: 'renamed', groups: ['hotline'], mfa: ['pwd', 'yes'] });
    const again = new Browser();
    await again.get(await goThere(again));
    expect((await actorOf(again))?.grants.map((g) => g.role)).toEqual(['supervisor', 'dispatcher']);
    // Somebody else who takes the name does not take the account.
    people.set('thief', { preferred_username: `person-${made}`, groups: ['hotline'], mfa: 'yes' });
    subject = 'thief';
    const thief = new Browser();
    expect(pathOf((await thief.get(await goThere(thief))).location)).toBe('/login?oidc=taken');
    expect(await actorOf(thief)).toBeNull();
  });

  test('loses what the mapping no longer gives, and his open sessions with the last of it', async () => {
    const first = new Browser();
    await first.get(await goThere(first));
    people.set(subject, { ...people.get(subject), groups: ['lead'] });
    const second = new Browser();
    await second.get(await goThere(second));
    expect((await actorOf(second))?.grants.map((g) => g.role)).toEqual(['leader']);
    expect((await actorOf(first))?.grants.map((g) => g.role)).toEqual(['leader']);
    people.set(subject, { ...people.get(subject), groups: [] });
    const third = new Browser();
    expect(pathOf((await third.get(await goThere(third))).location)).toBe('/login?oidc=no_grant');
    expect([await actorOf(first), await actorOf(second), await actorOf(third)]).toEqual([null, null, null]);
    const held = await t.db.query(`select 1 from access_grant g join account a on a.id = g.account where a.login = $1 and g.revoked_at is null`, [
      `person-${made}`,
    ]);
    expect(held).toEqual([]);
  });

  test('does not get two powers by the platform that are separated here', async () => {
    const own = await makePerson(ctx, [{ role: 'audit_admin' }], { login: `person-${made}` });
    people.set(subject, { ...people.get(subject), groups: ['sys'] });
    const browser = new Browser();
    expect(pathOf((await browser.get(await goThere(browser))).location)).toBe('/login?oidc=conflict');
    expect(await t.db.query('select role from access_grant where account = $1', [own.id])).toEqual([{ role: 'audit_admin' }]);
  });

  test('is refused without a rule that fits, without an account where none is made, and when the account is disabled', async () => {
    people.set(subject, { ...people.get(subject), groups: ['x'], role: 'dispatcher' });
    const nobody = new Browser();
    expect(pathOf((await nobody.get(await goThere(nobody))).location)).toBe('/login?oidc=unknown');
    people.set(subject, { ...people.get(subject), groups: ['hotline'] });
    mapping = { ...mapping, create: undefined };
    expect(pathOf((await nobody.get(await goThere(nobody))).location)).toBe('/login?oidc=unknown');
    const own = await makePerson(ctx, [], { login: `person-${made}` });
    await makeGrant(ctx, own.id, { role: 'leader' });
    await t.db.query('update account set disabled_at = now() where id = $1', [own.id]);
    expect(pathOf((await nobody.get(await goThere(nobody))).location)).toBe('/login?oidc=disabled');
    expect(await actorOf(nobody)).toBeNull();
    const [row] = await t.db.query(
      `select actor_login login, result, detail from audit where object_kind = 'account' and object_id = $1 and action = 'session.signed_in'`,
      [String(own.id)],
    );
    expect(row).toEqual({ login: `person-${made}`, result: 'refused', detail: { way: 'oidc', why: 'disabled' } });
  });

  test('does not take over a demo account or one that is bound at another platform', async () => {
    const demo = await makePerson(ctx, [{ role: 'leader' }], { login: `person-${made}` });
    await t.db.query('update account set demo = true where id = $1', [demo.id]);
    const browser = new Browser();
    expect(pathOf((await browser.get(await goThere(browser))).location)).toBe('/login?oidc=taken');
    await t.db.query(`update account set demo = false, oidc_issuer = 'https://elsewhere.test', oidc_subject = $2 where id = $1`, [demo.id, subject]);
    expect(pathOf((await browser.get(await goThere(browser))).location)).toBe('/login?oidc=taken');
  });
});

describe('an answer that is not the one that was asked for', () => {
  const refused = async (browser: Browser, back: string) => {
    const answer = await browser.get(back);
    expect(answer.cookies.some((c) => c.startsWith('tongguan_session='))).toBe(false);
    return pathOf(answer.location);
  };

  test('with another state', async () => {
    const browser = new Browser();
    const back = new URL(await goThere(browser));
    back.searchParams.set('state', 'of-a-stranger');
    expect(await refused(browser, back.href)).toBe('/login?oidc=refused');
    expect(refusals).toHaveLength(1);
  });

  test('with another nonce', async () => {
    const browser = new Browser();
    expect(await refused(browser, await goThere(browser, '/auth/oidc/start', (url) => url.searchParams.set('nonce', 'of-a-stranger')))).toBe(
      '/login?oidc=refused',
    );
  });

  test('with a code that was used before', async () => {
    const browser = new Browser();
    const start = await browser.get(`${ours.url}/auth/oidc/start`);
    const pending = browser.cookie('tongguan_oidc') ?? '';
    const back = await browser.through(start.location ?? '');
    expect(pathOf((await browser.get(back)).location)).toBe('/wall');
    const replay = new Browser();
    replay.plant('tongguan_oidc', pending);
    expect(await refused(replay, back)).toBe('/login?oidc=refused');
  });

  test('with the code of another sign-in', async () => {
    const [victim, attacker] = [new Browser(), new Browser()];
    const stolen = new URL(await goThere(attacker)).searchParams.get('code') ?? '';
    const back = new URL(await goThere(victim));
    back.searchParams.set('code', stolen);
    expect(await refused(victim, back.href)).toBe('/login?oidc=refused');
  });

  test('in a browser that never asked, as when a stranger sends his own answer', async () => {
    const back = await goThere(new Browser());
    expect(await refused(new Browser(), back)).toBe('/login?oidc=expired');
    const altered = new Browser();
    altered.plant('tongguan_oidc', 'A'.repeat(300));
    expect(await refused(altered, back)).toBe('/login?oidc=expired');
  });

  test('from another issuer', async () => {
    const browser = new Browser();
    const back = new URL(await goThere(browser));
    back.searchParams.set('iss', 'https://evil.example');
    expect(await refused(browser, back.href)).toBe('/login?oidc=refused');
  });

  test('with a token that was issued to another client, or with one that was altered', async () => {
    /** A whole sign-in whose tokens are what `make` makes for its nonce. */
    const answeredWith = async (make: (nonce: string) => Promise<object>) => {
      const browser = new Browser();
      let nonce = '';
      const back = await goThere(browser, '/auth/oidc/start', (url) => {
        nonce = url.searchParams.get('nonce') ?? '';
      });
      const tokens = await make(nonce);
      forged = tokens;
      const { location } = await browser.get(back);
      forged = null;
      return [pathOf(location), (await actorOf(browser)) !== null];
    };
    const altered = async (nonce: string, change: Record<string, unknown>) => {
      const own = await tokensOf('console', nonce);
      const [head, body = '', signature = ''] = own.id_token.split('.');
      const claims = { ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), ...change };
      return { ...own, id_token: `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}` };
    };
    expect(await answeredWith((nonce) => tokensOf('console', nonce))).toEqual(['/wall', true]);
    expect(await answeredWith((nonce) => tokensOf('other', nonce))).toEqual(['/login?oidc=refused', false]);
    expect(await answeredWith((nonce) => altered(nonce, {}))).toEqual(['/wall', true]);
    expect(await answeredWith((nonce) => altered(nonce, { sub: 'somebody-else' }))).toEqual(['/login?oidc=refused', false]);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.`;
    expect(
      await answeredWith(async (nonce) => ({
        ...(await tokensOf('console', nonce)),
        id_token: `${unsigned}${Buffer.from('{"sub":"x"}').toString('base64url')}.`,
      })),
    ).toEqual(['/login?oidc=refused', false]);
  });

  test('when he said no at the platform', async () => {
    const browser = new Browser();
    const back = new URL(await goThere(browser));
    back.searchParams.delete('code');
    back.searchParams.set('error', 'access_denied');
    expect(await refused(browser, back.href)).toBe('/login?oidc=refused');
    expect(refusals).toEqual(['access_denied']);
  });

  test.each(['https://evil.example', '//evil.example', '/\\evil.example', '/login', '/api/trpc/x'])('leads to no other place than ours: %s', async (next) => {
    const browser = new Browser();
    expect(pathOf((await browser.get(await goThere(browser, `/auth/oidc/start?next=${encodeURIComponent(next)}`))).location)).toBe('/wall');
  });
});

test('a platform that does not answer is said to be so, and asked again the next time', async () => {
  const client = new OidcClient({ issuer: 'http://127.0.0.1:1', clientId: 'c', clientSecret: 's', scope: '' });
  await expect(client.begin('http://127.0.0.1/cb')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await expect(client.begin('http://127.0.0.1/cb')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

/** What the platform issues to a client of its own, asked for by hand. */
async function tokensOf(client: string, nonce: string): Promise<{ id_token: string }> {
  const verifier = randomBytes(32).toString('base64url');
  const redirect_uri = `${ours.url}/auth/oidc/callback`;
  const ask = new URLSearchParams({
    client_id: client,
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri,
    nonce,
    state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const back = await new Browser().through(`${platform.url}/auth?${ask}`);
  const answer = await fetch(`${platform.url}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${client}:${encodeURIComponent(`secret of ${client}, long enough`).replaceAll('%20', '+')}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'authorization_code', code: new URL(back).searchParams.get('code') ?? '', redirect_uri, code_verifier: verifier }),
  });
  const tokens = (await answer.json()) as { id_token?: string };
  if (!tokens.id_token) throw new Error(`the platform issued nothing: ${JSON.stringify(tokens)}`);
  return { ...tokens, id_token: tokens.id_token };
}
