import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initTRPC } from '@trpc/server';
import { expect, test } from 'vitest';
import { shellWords } from '../components/shell/messages.ts';
import { navFor } from '../components/shell/nav.ts';
import { appRouter } from './api/root.ts';
import { PERMISSIONS } from './core/access/roles.ts';
import { PAGES } from './http/page-access.ts';
import { createBodyParser } from './http/parse-pool.ts';
import type { Door } from './http/ports.ts';
import { allDoors } from './http/router.ts';
import { stubPorts } from './http/stub-ports.ts';
import { PROCEDURE_TABLE, placeOf } from './procedure-table.ts';
import { TO_SERVER } from './wire/live-names.ts';

/**
 * Everything that answers anybody, placed: a page in PAGES, a procedure in PROCEDURE_TABLE, a door by its `access`, a message
 * of the socket and a room in the tables below. What cannot be placed fails here, before it answers anybody.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Messages of the socket, and which of the grant's two scopes answers them. */
const MESSAGES: Record<string, 'scope' | 'facts'> = { subscribe: 'scope', facts: 'facts', catchUp: 'facts', flows: 'scope' };
/** What a socket listens to besides: its own end. */
const OWN_EVENTS = ['disconnect'];
/** Rooms by what names them, each with the scope's class in its name. */
const ROOMS = ['view.room', 'this.flowView.room', 'factRoom(entry.scope.class)'];

type Procedures = Record<string, { _def: { meta?: unknown } }>;
function unplacedProcedures(procedures: Procedures): string[] {
  return Object.entries(procedures).flatMap(([path, { _def }]) => {
    const access = (_def.meta as { access?: string } | undefined)?.access;
    if (access === undefined) return [`${path}: says nothing of who may call it`];
    const placed = placeOf(path);
    return placed === access ? [] : [`${path}: is for ${access}, and the table has it ${placed === null ? 'nowhere' : `for ${placed}`}`];
  });
}

const pathOf = (file: string): string =>
  `/${file
    .split('/')
    .slice(0, -1)
    .filter((part) => !/^\(.*\)$/.test(part))
    .join('/')}`;

function unplacedPages(files: readonly string[], table: Readonly<Record<string, unknown>>): string[] {
  const routes = files.filter((file) => /(^|\/)(page|route)\.(tsx?|jsx?|mdx?)$/.test(file));
  // Slots, intercepted routes and route files answer by ways that the table of pages does not describe.
  const strange = routes.filter((file) => /(^|\/)(@|\(\.+\))|(^|\/)route\.|\[\.\.\./.test(file));
  const paths = routes.map(pathOf);
  return [
    ...strange.map((file) => `app/${file}: no such route is placed`),
    ...paths.filter((path) => !Object.hasOwn(table, path)).map((path) => `${path}: stands not in PAGES`),
    ...Object.keys(table)
      .filter((path) => !paths.includes(path))
      .map((path) => `${path}: stands in PAGES and has no file`),
  ];
}

function unplacedDoors(doors: readonly Pick<Door, 'name' | 'access'>[]): string[] {
  return doors.filter((d) => !['open', 'token', 'session', 'probe'].includes(d.access)).map((d) => `door ${d.name}`);
}

function unplacedMessages(source: string): string[] {
  const known = [...Object.keys(MESSAGES).map((name) => `TO_SERVER.${name}`), ...OWN_EVENTS.map((name) => `'${name}'`)];
  return [...source.matchAll(/socket\.on(?:ce|Any)?\(\s*([^,()]+)/g)].map((m) => (m[1] as string).trim()).filter((name) => !known.includes(name));
}

function unplacedRooms(source: string): string[] {
  return [...source.matchAll(/fan\.join\((.+), (?:this\.)?peer\)/g)].map((m) => m[1] as string).filter((room) => !ROOMS.includes(room));
}

const below = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(ROOT, folder, file)).isFile())
    .map((file) => file.replaceAll('\\', '/'));

test('every procedure is placed', () => {
  const procedures = appRouter._def.procedures as unknown as Procedures;
  expect(unplacedProcedures(procedures)).toEqual([]);
  expect(
    Object.values(PROCEDURE_TABLE)
      .flat()
      .filter((path) => !Object.hasOwn(procedures, path)),
  ).toEqual([]);
  const t = initTRPC.meta<{ access: string }>().create();
  const planted = t.router({
    bare: t.procedure.query(() => 1),
    free: t.procedure.meta({ access: 'open' }).query(() => 1),
    ticket: t.router({ get: t.procedure.meta({ access: 'figure.read' }).query(() => 1) }),
  });
  expect(unplacedProcedures(planted._def.procedures as unknown as Procedures)).toEqual([
    'bare: says nothing of who may call it',
    'free: is for open, and the table has it nowhere',
    'ticket.get: is for figure.read, and the table has it for ticket.read',
  ]);
});

test('every page and route file is placed', () => {
  const files = below('app');
  expect(unplacedPages(files, PAGES)).toEqual([]);
  const planted = ['(console)/secret/page.tsx', '(console)/secret/route.ts', '@side/page.tsx'];
  expect(unplacedPages([...files, ...planted], PAGES)).toHaveLength(5);
  expect(unplacedPages(files, { ...PAGES, '/gone': 'open' })).toEqual(['/gone: stands in PAGES and has no file']);
});

test('bar and menu offer a page to those who may open it', () => {
  const pages = PERMISSIONS.flatMap((permission) => {
    const { bar, menu } = navFor([], [permission], shellWords['zh-CN']);
    return [...bar, ...menu].map(({ href }) => ({ href, permission }));
  });
  expect(pages.length).toBeGreaterThan(10);
  for (const { href, permission } of pages) expect(PAGES[href], href).toContain(permission);
});

test('every door is placed', async () => {
  const parser = createBodyParser();
  const doors = allDoors(stubPorts({ trpc: () => {}, oidc: {} as never }), parser);
  expect(unplacedDoors(doors)).toEqual([]);
  expect(Object.fromEntries(doors.map((d) => [d.name, d.access]))).toEqual({
    events: 'token',
    trpc: 'open',
    oidc: 'open',
    schemas: 'open',
    openapi: 'open',
    indicators: 'open',
    series: 'token',
    healthz: 'probe',
    readyz: 'probe',
    metrics: 'probe',
    audit_export: 'session',
    geometry: 'session',
    open311: 'open',
  });
  expect(unplacedDoors([...doors, { name: 'planted' } as Door])).toEqual(['door planted']);
  await parser.close();
});

test('every message and room of the socket is placed', () => {
  const io = readFileSync(join(ROOT, 'server/realtime/io.ts'), 'utf8');
  expect(Object.keys(TO_SERVER)).toEqual(Object.keys(MESSAGES));
  expect(unplacedMessages(io)).toEqual([]);
  expect(unplacedMessages(`${io}\nsocket.on('peek', () => {});`)).toEqual([`'peek'`]);
  const realtime = below('server/realtime').filter((file) => file.endsWith('.ts') && !file.includes('test'));
  const sources = realtime.map((file) => readFileSync(join(ROOT, 'server/realtime', file), 'utf8')).join('\n');
  expect(sources.match(/fan\.join\(/g)).toHaveLength(ROOMS.length);
  expect(unplacedRooms(sources)).toEqual([]);
  expect(unplacedRooms(`${sources}\nfan.join('everybody', peer)`)).toEqual([`'everybody'`]);
  // Socket.IO's own rooms, and its broadcasts, would go past the scopes.
  expect(sources).not.toMatch(/\bio\.(emit|to|in|send|local|volatile)\b|socket\.(join|to|broadcast|in)\b/);
});
