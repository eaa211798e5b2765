import { chmod, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Io } from './command.ts';

/** A line of the answer; the last is the exit code. */
const Line = z.union([z.object({ out: z.string() }), z.object({ err: z.string() }), z.object({ exit: z.number().int() })]);
const Call = z.object({ argv: z.array(z.string()).max(2_000), cwd: z.string().min(1) });
const LONGEST_CALL = 1024 * 1024;
/** How long a stopped command may take to say so. */
const GRACE_MS = 2_000;

export type AdminDoor = { close(): Promise<void> };

/**
 * The command line's way into the running server: HTTP on a socket file that only its owner can open, never a port.
 * The server runs the command in this process and streams what it says. A caller that goes away stops its command.
 * The caller must own the data folder, so a socket file that is there is left over.
 */
export async function serveAdminDoor(door: { path: string; run(argv: string[], io: Io): Promise<number> }): Promise<AdminDoor> {
  await rm(door.path, { force: true });
  const running = new Map<AbortController, Promise<void>>();
  const server = createServer((req, res) => {
    const stop = new AbortController();
    res.once('close', () => stop.abort());
    const done = answer(req, res, stop.signal, door.run).catch(() => void res.destroy());
    running.set(stop, done);
    void done.finally(() => running.delete(stop));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(door.path, resolve);
  });
  await chmod(door.path, 0o600);
  return {
    close: async () => {
      for (const stop of running.keys()) stop.abort();
      if (running.size > 0) await Promise.race([Promise.all(running.values()), sleep(GRACE_MS)]);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await rm(door.path, { force: true });
    },
  };
}

async function answer(req: IncomingMessage, res: ServerResponse, signal: AbortSignal, run: (argv: string[], io: Io) => Promise<number>): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_CALL) return void res.writeHead(413).end();
    chunks.push(chunk);
  }
  const call = Call.safeParse(jsonOf(Buffer.concat(chunks).toString('utf8')));
  if (req.method !== 'POST' || !call.success) return void res.writeHead(400).end();
  res.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const write = (line: z.infer<typeof Line>) => void (res.writableEnded || res.write(`${JSON.stringify(line)}\n`));
  const io: Io = { out: (out) => write({ out }), err: (err) => write({ err }), cwd: call.data.cwd, signal };
  write({ exit: await run(call.data.argv, io) });
  res.end();
}

/**
 * Has the running server run the command.
 * @returns its exit code, or null when no server listens there
 * @throws Error when the server went away before it was done
 */
export function callAdminDoor(path: string, argv: readonly string[], io: Io): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const req = request({ socketPath: path, method: 'POST', path: '/run', headers: { 'content-type': 'application/json' }, signal: io.signal });
    req.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else if (io.signal.aborted) resolve(130);
      else reject(error);
    });
    req.once('response', (res) => {
      if (res.statusCode !== 200) return reject(new Error(`the server refused the command (${res.statusCode})`));
      let exit: number | null = null;
      let rest = '';
      res.setEncoding('utf8');
      res.on('data', (piece: string) => {
        const lines = (rest + piece).split('\n');
        rest = lines.pop() ?? '';
        for (const text of lines) {
          const line = Line.parse(JSON.parse(text));
          if ('out' in line) io.out(line.out);
          else if ('err' in line) io.err(line.err);
          else exit = line.exit;
        }
      });
      // A connection that breaks says so and then closes; only the close decides.
      res.on('error', () => {});
      res.once('close', () => {
        if (exit !== null) resolve(exit);
        else if (io.signal.aborted) resolve(130);
        else reject(new Error('the server went away before the command was done'));
      });
    });
    req.end(JSON.stringify({ argv, cwd: io.cwd }));
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
