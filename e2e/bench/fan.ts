import { type ChildProcess, fork, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** product: the live server; floor: ready frames to bare sockets; peer: plain Socket.IO, one message an event. */
export type Mode = 'product' | 'floor' | 'peer';
export type ToServer = { do: 'load'; perSecond: number } | { do: 'stamp'; perSecond: number; forMs: number } | { do: 'stop' | 'stats' | 'end' };
export type ServerReport = { cpu: number; clients: number; totals: number[]; changed: number };
export type ToClients = { do: 'check'; totals: number[] } | { do: 'stats' | 'stamps' | 'take-stamps' | 'end' };
export type ClientReport = { updates: number; bytes: number; wrong: number; stamps: number[] };

/** A server and its clients, on cores of their own where the machine can pin processes. */
export type Fan = { server(m: ToServer): Promise<ServerReport>; clients(m: ToClients): Promise<ClientReport>; end(): Promise<void> };

export async function openFan(mode: Mode, count: number): Promise<Fan> {
  const server = start('fan-server.mjs', [mode], 0);
  const { port } = await next<{ port: number }>(server);
  const clients = start('fan-clients.mjs', [mode, String(port), String(count)], 1);
  await next(clients);
  const ask = async <T>(child: ChildProcess, message: object): Promise<T> => {
    const answer = next<T>(child);
    child.send(message);
    return answer;
  };
  return {
    server: (m) => ask(server, m),
    clients: (m) => ask(clients, m),
    end: async () => {
      for (const child of [clients, server]) {
        child.send({ do: 'end' });
        await new Promise((resolve) => child.once('exit', resolve));
      }
    },
  };
}

const TASKSET = '/usr/bin/taskset';

function start(file: string, args: string[], core: number): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  if (!existsSync(TASKSET) || availableParallelism() < 2) return fork(path, args, { stdio: ['ignore', 2, 2, 'ipc'] });
  return spawn(TASKSET, ['-c', String(core), process.execPath, path, ...args], { stdio: ['ignore', 2, 2, 'ipc'] });
}

function next<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const failed = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
    child.once('exit', failed);
    child.once('message', (message) => {
      child.off('exit', failed);
      resolve(message as T);
    });
  });
}

export type Spell = { cpu: number; updates: number; bytes: number; wrong: string | null };

/** Steady load for `ms`: processor seconds of the server, updates and bytes that reached the clients, and whether all end with the newest values. */
export async function spell(fan: Fan, clients: number, perSecond: number, ms: number): Promise<Spell> {
  await fan.server({ do: 'load', perSecond });
  await sleep(1_000);
  const [a, c] = [await fan.server({ do: 'stats' }), await fan.clients({ do: 'stats' })];
  await sleep(ms);
  const [b, d] = [await fan.server({ do: 'stats' }), await fan.clients({ do: 'stats' })];
  const { totals } = await fan.server({ do: 'stop' });
  let wrong = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 20 && wrong > 0; i++) {
    await sleep(250);
    wrong = (await fan.clients({ do: 'check', totals })).wrong;
  }
  const lost = b.clients !== clients ? `${clients - b.clients} clients were lost` : null;
  return {
    cpu: b.cpu - a.cpu,
    updates: d.updates - c.updates,
    bytes: (d.bytes - c.bytes) / clients,
    wrong: wrong > 0 ? `${wrong} values are not the newest` : lost,
  };
}
