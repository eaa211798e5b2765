import { z } from 'zod';

const ZERO_ONE = z.enum(['0', '1'], { error: '0 or 1' }).optional();
const flag = (fallback: boolean) => ZERO_ONE.transform((v) => (v === undefined ? fallback : v === '1'));
const optional = z
  .string()
  .optional()
  .transform((v) => v || null);

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
/** Without encryption only an issuer on this machine, which tests and trials use. */
const isIssuer = (v: string | null) =>
  v === null ||
  (URL.canParse(v) && (new URL(v).protocol === 'https:' || (new URL(v).protocol === 'http:' && LOOPBACK.includes(new URL(v).hostname.replace(/[[\]]/g, '')))));

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Promised for later: whoever sets one must be told that nothing heeds it. */
const NOT_BUILT = ['REDIS_URL', 'NATS_URL', 'MQTT_URL', 'SMTP_URL', 'WEBHOOK_KEY_FILE', 'OTEL_EXPORTER_OTLP_ENDPOINT'];

const Environment = z.object({
  PORT: z
    .string()
    .refine((v) => /^\d{1,5}$/.test(v) && Number(v) <= 65_535, 'a whole number from 0 to 65535')
    .transform(Number)
    .default(3000),
  HOST: z.string().min(1, 'an address to listen on').default('127.0.0.1'),
  DATA_DIR: z.string().min(1, 'a folder').default('.data'),
  DATABASE_URL: optional.refine((v) => v === null || /^postgres(ql)?:\/\//.test(v), 'postgres://user@host:port/database'),
  PROFILE: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'the name of a folder of db/profiles')
    .default('guangdong'),
  DEMO: ZERO_ONE,
  DEMO_PUBLIC: flag(false),
  OPEN311_PUBLIC: flag(false),
  SECRET: optional.refine((v) => v === null || v.length >= 32, '32 characters or more'),
  KEY_FILE: optional,
  OIDC_ISSUER: optional.refine(isIssuer, 'https://…, or http:// on this machine'),
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  OIDC_MAPPING: optional,
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: LOG_LEVELS.join(', ') }).default('info'),
});

export type Env = {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | null;
  profile: string;
  demo: boolean;
  demoPublic: boolean;
  /** Whether requests are read through Open311 without a key. */
  open311Public: boolean;
  secret: string | null;
  keyFile: string | null;
  /** The province's identity platform; `mapping` is a file. */
  oidc: { issuer: string; clientId: string; clientSecret: string; mapping: string } | null;
  logLevel: string;
  /** Names of variables that are set and have no effect in this version. */
  unheeded: string[];
  dev: boolean;
};

/** A wrong or missing variable: one line that names it, its value and what is allowed. */
export class EnvError extends Error {}

/** The only reader of process.env. @throws EnvError */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = Environment.safeParse(source);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? '?');
    throw new EnvError(`${name}=${shown(name, source[name] ?? '')} is not allowed: ${issue?.message ?? 'see the README'}`);
  }
  const e = parsed.data;
  const demo = e.DEMO === undefined ? e.DATABASE_URL === null : e.DEMO === '1';
  // The demo's accounts are entered by a button: who reaches it is in.
  if (demo && !LOOPBACK.includes(e.HOST) && !e.DEMO_PUBLIC)
    throw new EnvError(`HOST=${e.HOST} is not allowed: set DEMO_PUBLIC=1 to show the demo to others (allowed: ${LOOPBACK.join(', ')})`);
  if (e.DATABASE_URL && !e.SECRET) throw new EnvError('SECRET= is not allowed: it is required with DATABASE_URL, 32 characters or more');
  if (e.DATABASE_URL && !e.KEY_FILE) throw new EnvError('KEY_FILE= is not allowed: it is required with DATABASE_URL, a file of keys that all processes share');
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    profile: e.PROFILE,
    demo,
    demoPublic: e.DEMO_PUBLIC,
    open311Public: e.OPEN311_PUBLIC,
    secret: e.SECRET,
    keyFile: e.KEY_FILE,
    oidc: oidcOf(e),
    logLevel: e.LOG_LEVEL,
    unheeded: NOT_BUILT.filter((name) => source[name]),
    dev: source.NODE_ENV !== 'production',
  };
}

/** @throws EnvError when one of the four is missing */
function oidcOf(e: z.infer<typeof Environment>): Env['oidc'] {
  if (!e.OIDC_ISSUER) return null;
  const { OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_MAPPING: mapping } = e;
  const missing = Object.entries({ OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_MAPPING: mapping }).find(([, value]) => !value);
  if (!clientId || !clientSecret || !mapping) throw new EnvError(`${missing?.[0]}= is not allowed: it is required with OIDC_ISSUER`);
  return { issuer: e.OIDC_ISSUER, clientId, clientSecret, mapping };
}

/** A value as it may be printed: the line ends up in logs. */
function shown(name: string, value: string): string {
  return name.includes('SECRET') ? '…' : value.replace(/\/\/[^@/]*@/, '//…@');
}
