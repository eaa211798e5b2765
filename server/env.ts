import { z } from 'zod';

const flag = (fallback: boolean) =>
  z
    .enum(['0', '1'])
    .optional()
    .transform((v) => (v === undefined ? fallback : v === '1'));
const optional = z
  .string()
  .optional()
  .transform((v) => v || null);

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: optional.refine((v) => v === null || /^postgres(ql)?:\/\//.test(v), 'postgres://user@host:port/database'),
  PROFILE: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'the name of a folder of db/profiles')
    .default('guangdong'),
  DEMO: z.enum(['0', '1']).optional(),
  DEMO_PUBLIC: flag(false),
  SECRET: optional,
  KEY_FILE: optional,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type Env = {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | null;
  profile: string;
  demo: boolean;
  demoPublic: boolean;
  secret: string | null;
  keyFile: string | null;
  logLevel: string;
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
    throw new EnvError(`${name}=${source[name] ?? ''} is not allowed: ${issue?.message ?? 'see the README'}`);
  }
  const e = parsed.data;
  const demo = e.DEMO === undefined ? e.DATABASE_URL === null : e.DEMO === '1';
  const loopback = ['127.0.0.1', 'localhost', '::1'].includes(e.HOST);
  if (!loopback && !(demo && e.DEMO_PUBLIC)) {
    const why = demo ? 'set DEMO_PUBLIC=1 to show the demo to others' : 'there are no accounts yet, so only this machine may reach the console';
    throw new EnvError(`HOST=${e.HOST} is not allowed: ${why} (allowed: 127.0.0.1, localhost, ::1)`);
  }
  if (e.DATABASE_URL && !e.SECRET) throw new EnvError('SECRET= is not allowed: it is required with DATABASE_URL, any 32 characters or more');
  if (e.DATABASE_URL && !e.KEY_FILE) throw new EnvError('KEY_FILE= is not allowed: it is required with DATABASE_URL, a file of keys that all processes share');
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    profile: e.PROFILE,
    demo,
    demoPublic: e.DEMO_PUBLIC,
    secret: e.SECRET,
    keyFile: e.KEY_FILE,
    logLevel: e.LOG_LEVEL,
    dev: source.NODE_ENV !== 'production',
  };
}
