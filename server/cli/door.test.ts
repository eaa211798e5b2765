import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Io } from './command.ts';
import { type AdminDoor, callAdminDoor, serveAdminDoor } from './door.ts';

let folder: string;
let door: AdminDoor | null = null;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-door-'));
});
afterEach(async () => {
  await door?.close();
  door = null;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function caller(): { io: Io; said: string[]; stop: AbortController } {
  const said: string[] = [];
  const stop = new AbortController();
  return { said, stop, io: { out: (line) => said.push(`out ${line}`), err: (line) => said.push(`err ${line}`), cwd: '/somewhere', signal: stop.signal } };
}
const path = () => join(folder, 'admin.sock');

test('a command runs in the server and speaks to its caller', async () => {
  writeFileSync(path(), 'left over');
  door = await serveAdminDoor({
    path: path(),
    async run(argv, io) {
      io.err(`${argv.join(' ')} in ${io.cwd}`);
      await sleep(20);
      io.out('一行');
      return 3;
    },
  });
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  const { io, said } = caller();
  expect(await callAdminDoor(path(), ['feed', 'list'], io)).toBe(3);
  expect(said).toEqual(['err feed list in /somewhere', 'out 一行']);
  await door.close();
  door = null;
  expect(existsSync(path())).toBe(false);
});

test('nobody there is not an error', async () => {
  expect(await callAdminDoor(join(folder, 'none.sock'), ['x'], caller().io)).toBeNull();
});

test('a caller that goes away stops its command', async () => {
  let stopped = false;
  door = await serveAdminDoor({
    path: path(),
    async run(_argv, io) {
      io.err('begun');
      await new Promise((resolve) => io.signal.addEventListener('abort', resolve, { once: true }));
      stopped = true;
      return 0;
    },
  });
  const { io, said, stop } = caller();
  const call = callAdminDoor(path(), ['import'], io);
  while (said.length === 0) await sleep(5);
  stop.abort();
  expect(await call).toBe(130);
  for (let i = 0; i < 100 && !stopped; i++) await sleep(5);
  expect(stopped).toBe(true);
});

test('a server that stops lets its command say so', async () => {
  door = await serveAdminDoor({
    path: path(),
    async run(_argv, io) {
      io.err('begun');
      await new Promise((resolve) => io.signal.addEventListener('abort', resolve, { once: true }));
      return 130;
    },
  });
  const { io, said } = caller();
  const call = callAdminDoor(path(), ['import'], io);
  while (said.length === 0) await sleep(5);
  await door.close();
  door = null;
  expect(await call).toBe(130);
});

test('a server that goes away in the middle is told', async () => {
  door = await serveAdminDoor({
    path: path(),
    async run(_argv, io) {
      io.err('begun');
      await new Promise(() => {});
      return 0;
    },
  });
  const { io, said } = caller();
  const call = callAdminDoor(path(), ['import'], io);
  const failed = expect(call).rejects.toThrow(/went away/);
  while (said.length === 0) await sleep(5);
  await door.close();
  door = null;
  await failed;
});
