import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { countiesFile } from '../services/boundary/counties-file.ts';
import type { Door, DoorPorts } from './ports.ts';
import { Problem } from './problem.ts';

const PATH = /^\/geo\/counties\/([a-z0-9-]{1,40})\.json$/;

/** GET /geo/counties/PROFILE.json: what `boundary import` brought, else 404: the map then shows a tile cartogram. */
export function geometryDoor(ports: Pick<DoorPorts, 'dataDir'>): Door {
  return {
    name: 'geometry',
    methods: ['GET', 'HEAD'],
    access: 'session',
    match: (path) => PATH.exec(path)?.[1] ?? null,
    async handle({ req, res }, profile) {
      const file = await openFile(countiesFile(ports.dataDir, profile));
      if (!file) throw new Problem(404, `no county boundaries were imported for ${profile}`);
      try {
        const { size, mtimeMs } = await file.stat();
        const etag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`;
        res.setHeader('etag', etag);
        res.setHeader('cache-control', 'no-cache');
        if (req.headers['if-none-match'] === etag) return void res.writeHead(304).end();
        res.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': size });
        if (req.method === 'HEAD') return void res.end();
        await pipeline(createReadStream('', { fd: file, autoClose: false, end: Math.max(0, size - 1) }), res);
      } finally {
        await file.close();
      }
    },
  };
}

async function openFile(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
