import { z } from 'zod';
import { homeOf } from '../core/access/next-path.ts';
import { changePassword } from '../services/access/change-password.ts';
import { listDemoDoors, signInDemo } from '../services/access/demo-accounts.ts';
import { confirmFactor, offerFactor, renewRecovery, showFactor } from '../services/access/factor.ts';
import { readPolicy } from '../services/access/read-policy.ts';
import { readSelf } from '../services/access/read-self.ts';
import { SESSION_COOKIE } from '../services/access/session-token.ts';
import { endOtherSessions, endSession, listSessions } from '../services/access/sessions.ts';
import { type SignedIn, signIn } from '../services/access/sign-in.ts';
import { signInDisplay } from '../services/access/sign-in-display.ts';
import { signOut } from '../services/access/sign-out.ts';
import { viewerOf } from '../services/access/viewer.ts';
import { Unauthorized } from '../services/errors.ts';
import type { ApiContext } from './context.ts';
import { open, router, signedIn } from './trpc.ts';

const Login = z.string().min(1).max(200);
const Password = z.string().min(1).max(1_000);
const Code = z.string().min(1).max(64);
/** Browsers keep a cookie for 400 days at most; a wall's is set again whenever it is loaded. */
const DISPLAY_COOKIE_S = 400 * 86_400;

/** A person's cookie ends with the browser; what it stands for ends by the policy's limits. */
const give = (ctx: ApiContext, token: string) => ctx.call.setCookie(SESSION_COOKIE, token);

function begun(ctx: ApiContext, signed: SignedIn) {
  give(ctx, signed.token);
  return { needs: signed.needs, home: homeOf(signed.roles) };
}

/** Names that make no password, and what an authenticator calls this console. */
function names({ meta: { profile } }: ApiContext): { words: string[]; issuer: string } {
  const brands = Object.values(profile.brand).filter((b) => typeof b === 'string');
  return { words: [profile.id, profile.name, profile.shortName, ...brands], issuer: `${profile.shortName}${profile.brand.console ?? ''}`.replaceAll(':', '') };
}

/** What a session that still lacks something may not do: who holds the password alone neither looks around nor ends sessions. */
const whole = signedIn.use(({ ctx, next }) => {
  if (ctx.needs) throw new Unauthorized(`sign-in is not complete: ${ctx.needs}`);
  return next();
});

export const sessionRouter = router({
  /** What the sign-in page shows to anybody: whose console this is, and the ways in. */
  door: open.query(async ({ ctx }) => ({
    province: ctx.meta.profile.name,
    brand: ctx.meta.profile.brand.console ?? '统管',
    timeZone: ctx.meta.profile.timeZone,
    demo: ctx.meta.demo ? (await listDemoDoors(ctx.figures)).map((d) => ({ ...d, regionName: ctx.figures.catalog.regionName(d.region) })) : null,
    oidc: ctx.oidc,
    passwordMinLength: (await readPolicy(ctx.figures)).passwordMinLength,
  })),

  /** Who asks and what is still lacking; null before sign-in. */
  me: open.query(async ({ ctx }) => {
    const { actor, needs } = ctx;
    if (!actor) return null;
    if (actor.kind !== 'person')
      return {
        kind: actor.kind,
        login: actor.login,
        name: actor.name,
        needs,
        home: viewerOf(ctx.figures, actor).home,
        topic: actor.topic,
        enrolled: false,
        demo: false,
      };
    const self = await readSelf(ctx.figures, actor);
    const roles = self.grants.filter((g) => !g.future).map((g) => g.role);
    return { kind: actor.kind, login: self.login, name: self.name, needs, home: homeOf(roles), topic: null, enrolled: self.factorAt !== null, demo: self.demo };
  }),

  signIn: open.input(z.object({ login: Login, password: Password })).mutation(async ({ ctx, input }) => begun(ctx, await signIn(ctx.figures, input, ctx.call))),
  signInDemo: open
    .input(z.object({ login: Login }))
    .mutation(async ({ ctx, input }) => begun(ctx, await signInDemo(ctx.figures, ctx.meta.demo, input.login, ctx.call))),
  signInDisplay: open.input(z.object({ credential: z.string().trim().min(1).max(200) })).mutation(async ({ ctx, input }) => {
    const { token, topic } = await signInDisplay(ctx.figures, input.credential, ctx.call);
    ctx.call.setCookie(SESSION_COOKIE, token, { maxAge: DISPLAY_COOKIE_S });
    return { topic };
  }),
  signOut: signedIn.mutation(async ({ ctx }) => {
    await signOut(ctx.figures, ctx.actor);
    ctx.call.setCookie(SESSION_COOKIE, '', { maxAge: 0 });
  }),

  changePassword: signedIn.input(z.object({ current: Password, next: Password })).mutation(async ({ ctx, input }) => {
    const { token, needs } = await changePassword(ctx.figures, ctx.actor, input, names(ctx).words);
    give(ctx, token);
    return { needs };
  }),
  offerFactor: signedIn.mutation(({ ctx }) => offerFactor(ctx.figures, ctx.keys, ctx.actor, names(ctx).issuer)),
  confirmFactor: signedIn
    .input(z.object({ enrolment: z.string().max(2_000), code: Code, current: Code.nullable().default(null) }))
    .mutation(async ({ ctx, input }) => {
      const { token, recovery, needs } = await confirmFactor(ctx.figures, ctx.keys, ctx.actor, input);
      give(ctx, token);
      return { recovery, needs };
    }),
  showFactor: signedIn.input(z.object({ code: Code })).mutation(async ({ ctx, input }) => {
    const { token, needs, recoveryLeft } = await showFactor(ctx.figures, ctx.keys, ctx.actor, input.code);
    give(ctx, token);
    return { needs, recoveryLeft };
  }),
  renewRecovery: whole.input(z.object({ code: Code })).mutation(({ ctx, input }) => renewRecovery(ctx.figures, ctx.keys, ctx.actor, input.code)),

  account: whole.query(({ ctx }) => readSelf(ctx.figures, ctx.actor)),
  list: whole.query(({ ctx }) => listSessions(ctx.figures, ctx.actor)),
  end: whole.input(z.object({ session: z.number().int().positive() })).mutation(({ ctx, input }) => endSession(ctx.figures, ctx.actor, input.session)),
  endOthers: whole.mutation(({ ctx }) => endOtherSessions(ctx.figures, ctx.actor, { own: false })),
  endAll: whole.mutation(async ({ ctx }) => {
    await endOtherSessions(ctx.figures, ctx.actor, { own: true });
    ctx.call.setCookie(SESSION_COOKIE, '', { maxAge: 0 });
  }),
});
