import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { tongguan } from '../fixtures/feed.ts';
import { type ProductServer, ROOT } from '../fixtures/server.ts';
import { callProcedure, type Role } from './sign-in.ts';

const PASSWORD = 'lantern quay 47 orchard';
/** The server reads its clock's file this often, twice over. */
const READ_MS = 60;

/** A hand on the clock of a server and of the command line beside it. */
export class MovedClock {
  private readonly file: string;
  private base = 0;
  /** How often it was set. */
  turns = 0;

  constructor(folder: string) {
    this.file = join(folder, 'moved-clock');
  }

  /** What the server is started with. */
  get env(): Record<string, string> {
    return { NODE_OPTIONS: `--import ${pathToFileURL(join(ROOT, 'e2e/fixtures/moved-clock.mjs'))}`, MOVED_CLOCK: this.file };
  }

  /** Sets it to a local time of East 8, as `2026-09-14 09:02:11`; it goes on from there. */
  async set(local: string): Promise<void> {
    this.base = Date.parse(`${local.replace(' ', 'T')}+08:00`) - Date.now();
    writeFileSync(this.file, String(this.base));
    this.turns += 1;
    await sleep(READ_MS);
  }

  now(): number {
    return Date.now() + this.base;
  }
}

/** Somebody who signs in anew whenever weeks have gone by, with password and factor. */
export class Colleague {
  private readonly server: ProductServer;
  private readonly clock: MovedClock;
  readonly login: string;
  private readonly secret: Secret;
  private turn = -1;
  private held: Promise<string> = Promise.resolve('');

  private constructor(server: ProductServer, clock: MovedClock, login: string, secret: Secret) {
    this.server = server;
    this.clock = clock;
    this.login = login;
    this.secret = secret;
  }

  static async make(server: ProductServer, clock: MovedClock, login: string, role: Role, place: readonly string[] = []): Promise<Colleague> {
    const printed = await tongguan(server, ['user', 'create', login, '--role', role, '--name', login, ...place]);
    const first = printed.trim().split('\n').at(-1)?.trim() ?? '';
    const call = async <T>(path: string, input: unknown, session: string | null) => callProcedure<T>(server.url, path, { input, session, change: true });
    let { session } = await call('session.signIn', { login, password: first }, null);
    session = (await call('session.changePassword', { current: first, next: PASSWORD }, session)).session ?? session;
    const offer = await call<{ secret: string; enrolment: string }>('session.offerFactor', undefined, session);
    const secret = Secret.fromBase32(offer.data?.secret ?? '');
    const code = new TOTP({ secret }).generate({ timestamp: clock.now() });
    await call('session.confirmFactor', { enrolment: offer.data?.enrolment, code }, session);
    return new Colleague(server, clock, login, secret);
  }

  /** A session, made anew after the clock was set: a code counts once. */
  session(): Promise<string> {
    if (this.turn !== this.clock.turns) this.held = this.signIn();
    this.turn = this.clock.turns;
    return this.held;
  }

  private async signIn(): Promise<string> {
    const { url } = this.server;
    const { session } = await callProcedure(url, 'session.signIn', { input: { login: this.login, password: PASSWORD }, change: true });
    const code = new TOTP({ secret: this.secret }).generate({ timestamp: this.clock.now() });
    const shown = await callProcedure(url, 'session.showFactor', { input: { code }, session, change: true });
    if (shown.code !== undefined) throw new Error(`${this.login} was not let in: ${shown.code}`);
    return shown.session ?? session ?? '';
  }

  async enter(page: Page): Promise<void> {
    await page.context().clearCookies();
    await page.context().addCookies([{ name: 'tongguan_session', value: await this.session(), url: this.server.url, httpOnly: true, sameSite: 'Lax' }]);
  }
}
