import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';

/** A person who signs in. Never deleted: the audit names it for ever. */
export const account = pgTable(
  'account',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    /** Lower case; the name that is typed. */
    login: text().notNull(),
    name: text().notNull(),
    /** Whose administrators look after it. */
    region: text().notNull(),
    department: text(),
    /** argon2id; null = signs in by OIDC or by the demo's button only. */
    password: text(),
    passwordAt: instant('password_at'),
    /** Earlier hashes, newest first: none is taken again. */
    passwordsWere: jsonb('passwords_were').$type<string[]>().notNull().default([]),
    /** A one-time password: the first thing after sign-in is to set another. */
    mustChange: boolean('must_change').notNull().default(false),
    /** TOTP secret, sealed under the vault's key; confirmed when `factorAt` is set. */
    factorKeyId: text('factor_key_id'),
    factor: bytea(),
    factorAt: instant('factor_at'),
    /** Time step of the last code taken: none is taken twice. */
    factorStep: bigint('factor_step', { mode: 'number' }),
    /** SM3 digests of unused recovery codes. */
    recovery: jsonb().$type<string[]>().notNull().default([]),
    oidcIssuer: text('oidc_issuer'),
    oidcSubject: text('oidc_subject'),
    /** One of the demo's accounts, entered by a button. */
    demo: boolean().notNull().default(false),
    disabledAt: instant('disabled_at'),
    /** Raised with every change, so that of two administrators the second loses visibly. */
    version: integer().notNull().default(1),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    createdBy: integer('created_by'),
  },
  (t) => [
    uniqueIndex('account_login').on(t.login),
    uniqueIndex('account_oidc').on(t.oidcIssuer, t.oidcSubject),
    check('account_login_plain', sql`${t.login} = lower(${t.login}) and ${t.login} ~ '^[a-z0-9][a-z0-9._-]{1,63}$'`),
  ],
);

/** role × region subtree × department subtree × time span. Ended by time or by revocation, never deleted. */
export const accessGrant = pgTable(
  'access_grant',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    account: integer().notNull(),
    role: text().notNull(),
    region: text().notNull(),
    department: text(),
    unmask: boolean().notNull().default(false),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at'),
    /** local, or oidc: given and taken by the mapping at sign-in. */
    origin: text().notNull().default('local'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    createdBy: integer('created_by'),
    revokedAt: instant('revoked_at'),
    revokedBy: integer('revoked_by'),
  },
  (t) => [
    index('access_grant_account').on(t.account), // an actor's grants
    index('access_grant_region').on(t.region), // who can see this region
    check('access_grant_origin', sql`${t.origin} in ('local','oidc')`),
    check('access_grant_span', sql`${t.untilAt} is null or ${t.untilAt} > ${t.fromAt}`),
  ],
);

/** An opaque token's digest and its limits; of an account, or of a display. */
export const session = pgTable(
  'session',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    tokenHash: bytea('token_hash').notNull(),
    account: integer(),
    display: integer(),
    createdAt: instant('created_at').notNull(),
    /** Last sign of the person, not of the page's own reads. */
    seenAt: instant('seen_at').notNull(),
    /** Absolute end; null for displays. */
    until: instant(),
    /** When the second factor was shown in this session. */
    factorAt: instant('factor_at'),
    address: text(),
    agent: text(),
    endedAt: instant('ended_at'),
    endedWhy: text('ended_why'),
  },
  (t) => [
    uniqueIndex('session_token').on(t.tokenHash), // every request
    index('session_account').on(t.account).where(sql`ended_at is null`), // sign-out everywhere
    index('session_display').on(t.display).where(sql`ended_at is null`),
    check('session_of_one', sql`(${t.account} is null) <> (${t.display} is null)`),
  ],
);

/** A wall with a credential of its own: one view, no personal data, no absolute limit. */
export const display = pgTable(
  'display',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    tokenHash: bytea('token_hash').notNull(),
    topic: text().notNull(),
    region: text().notNull(),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    createdBy: integer('created_by'),
    seenAt: instant('seen_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [uniqueIndex('display_name').on(t.name), uniqueIndex('display_token').on(t.tokenHash)],
);

/** How long whoever failed to sign in must wait; keyed so that a stranger's failures do not lock the owner out. */
export const signinDelay = pgTable('signin_delay', {
  key: text().primaryKey(),
  failures: integer().notNull(),
  lastAt: instant('last_at').notNull(),
  until: instant().notNull(),
});

/** Versions of the rules of sign-in, masking and comparison; the newest holds. */
export const policy = pgTable('policy', {
  version: integer().primaryKey().generatedAlwaysAsIdentity(),
  at: instant().notNull().default(sql`now()`),
  by: integer(),
  note: text().notNull(),
  body: jsonb().notNull(),
});

/** Permission to see one caller's fields for ten minutes, with its reason. */
export const unmask = pgTable(
  'unmask',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    account: integer().notNull(),
    session: bigint({ mode: 'number' }),
    grantId: integer('grant_id').notNull(),
    caseId: bigint('case_id', { mode: 'number' }).notNull(),
    region: text().notNull(),
    department: text(),
    reason: text().notNull(),
    at: instant().notNull(),
    until: instant().notNull(),
    reviewedAt: instant('reviewed_at'),
    reviewedBy: integer('reviewed_by'),
  },
  (t) => [
    index('unmask_live').on(t.account, t.caseId, t.until), // may this account see this caller now
    index('unmask_region').on(t.region, t.at), // a supervisor's list
  ],
);
