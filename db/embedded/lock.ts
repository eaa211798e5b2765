import { open, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * One process owns a data folder: the embedded database takes no lock of its own, and two processes would silently
 * lose each other's rows. On Linux an abstract socket named by device and inode, which dies with its process; elsewhere
 * a lock file with pid and host.
 * @returns a function that gives the folder free.
 * @throws Error when another process holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  return process.platform === 'linux' ? lockByAbstractSocket(folder) : lockByFile(folder);
}

async function lockByAbstractSocket(folder: string): Promise<() => Promise<void>> {
  const { dev, ino } = await stat(folder);
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`${folder} is in use by another process; stop it, or set DATA_DIR to another folder`) : error),
    );
    server.listen(`\0tongguan-${dev}-${ino}`, resolve);
  });
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

async function lockByFile(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'owner.lock');
  const mine = JSON.stringify({ pid: process.pid, host: hostname() });
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(mine);
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = JSON.parse(await readFile(file, 'utf8')) as { pid: number; host: string };
      if (owner.host !== hostname() || isAlive(owner.pid)) {
        throw new Error(`${folder} is in use by process ${owner.pid} on ${owner.host}; stop it, or set DATA_DIR to another folder`);
      }
      await rm(file, { force: true });
    }
  }
  throw new Error(`${folder} could not be locked`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
