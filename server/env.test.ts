import { expect, test } from 'vitest';
import { EnvError, readEnv } from './env.ts';

const read = (values: Record<string, string>) => readEnv({ NODE_ENV: 'test', ...values });
const whole = { DATABASE_URL: 'postgres://u:p@db/tongguan', SECRET: 's'.repeat(32), KEY_FILE: '/keys.json' };

test('without a variable it is the demo on the embedded database, on this machine alone', () => {
  expect(read({})).toMatchObject({ port: 3000, host: '127.0.0.1', dataDir: '.data', databaseUrl: null, demo: true, demoPublic: false, unheeded: [] });
  expect(read(whole)).toMatchObject({ demo: false });
  expect(read({ DEMO: '0' }).demo).toBe(false);
});

test.each([
  [{ PORT: '' }, 'PORT= is not allowed: a whole number from 0 to 65535'],
  [{ PORT: '70000' }, 'PORT=70000 is not allowed: a whole number from 0 to 65535'],
  [{ PORT: '3e3' }, 'PORT=3e3 is not allowed: a whole number from 0 to 65535'],
  [{ DEMO: 'yes' }, 'DEMO=yes is not allowed: 0 or 1'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL=loud is not allowed: trace, debug, info, warn, error, fatal, silent'],
  [{ PROFILE: '../x' }, 'PROFILE=../x is not allowed: the name of a folder of db/profiles'],
  [{ DATABASE_URL: 'mysql://u:hidden@db/x' }, 'DATABASE_URL=mysql://…@db/x is not allowed: postgres://user@host:port/database'],
  [{ ...whole, SECRET: 'short' }, 'SECRET=… is not allowed: 32 characters or more'],
  [{ ...whole, SECRET: '' }, 'SECRET= is not allowed: it is required with DATABASE_URL, 32 characters or more'],
  [{ ...whole, KEY_FILE: '' }, 'KEY_FILE= is not allowed: it is required with DATABASE_URL, a file of keys that all processes share'],
])('%j stops the start with one line', (values, line) => {
  expect(() => read(values as Record<string, string>)).toThrow(new EnvError(line));
});

test('the demo, which anybody enters by a button, is shown beyond this machine only when that is said', () => {
  expect(() => read({ HOST: '0.0.0.0' })).toThrow(/^HOST=0\.0\.0\.0 is not allowed: set DEMO_PUBLIC=1/);
  expect(read({ HOST: '0.0.0.0', DEMO_PUBLIC: '1' }).host).toBe('0.0.0.0');
  expect(read({ HOST: '0.0.0.0', DEMO: '0' })).toMatchObject({ host: '0.0.0.0', demo: false });
});

const oidc = { OIDC_ISSUER: 'https://id.example.test', OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 'hidden', OIDC_MAPPING: '/m.json' };

test('an identity platform is named whole or not at all, and asked without encryption on this machine alone', () => {
  expect(read({}).oidc).toBeNull();
  expect(read(oidc).oidc).toEqual({ issuer: oidc.OIDC_ISSUER, clientId: 'c', clientSecret: 'hidden', mapping: '/m.json' });
  expect(read({ ...oidc, OIDC_ISSUER: 'http://127.0.0.1:9' }).oidc?.issuer).toBe('http://127.0.0.1:9');
  expect(read({ ...oidc, OIDC_ISSUER: 'http://[::1]:9' }).oidc).not.toBeNull();
  expect(() => read({ ...oidc, OIDC_ISSUER: 'http://id.example.test' })).toThrow(/^OIDC_ISSUER=http:\/\/id\.example\.test is not allowed: https/);
  expect(() => read({ ...oidc, OIDC_ISSUER: 'id' })).toThrow(/^OIDC_ISSUER=id is not allowed/);
  for (const name of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_MAPPING'])
    expect(() => read({ ...oidc, [name]: '' })).toThrow(new EnvError(`${name}= is not allowed: it is required with OIDC_ISSUER`));
});

test('requests are read without a key only where that is said', () => {
  expect(read({})).toMatchObject({ open311Public: false });
  expect(read({ OPEN311_PUBLIC: '1' })).toMatchObject({ open311Public: true, unheeded: [] });
  expect(() => read({ OPEN311_PUBLIC: 'yes' })).toThrow(new EnvError('OPEN311_PUBLIC=yes is not allowed: 0 or 1'));
});

test('what is set and not built is named', () => {
  expect(read({ REDIS_URL: 'redis://x', MQTT_URL: '' }).unheeded).toEqual(['REDIS_URL']);
});
