import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Actor } from '../services/access/actor.ts';
import { AuditFilter } from '../wire/audit.ts';
import { fromOwnPage } from './own-page.ts';
import { type Door, type DoorPorts, exactly } from './ports.ts';
import { Problem } from './problem.ts';

/** Parts of the file for this actor. @throws Forbidden, Invalid before the first part */
export type AuditExport = (actor: Actor, filter: AuditFilter, format: 'csv' | 'ndjson') => AsyncGenerator<string>;

const NUMBERS = new Set(['from', 'to']);
const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8' } as const;

/** GET /api/audit/export?format=csv|ndjson&from=&to=&…: rows of the audit as a file, for who may read it, from his own page. */
export function auditExportDoor(ports: Pick<DoorPorts, 'visit' | 'auditExport' | 'now' | 'log'>): Door {
  return {
    name: 'audit_export',
    methods: ['GET'],
    access: 'session',
    match: exactly('/api/audit/export'),
    async handle({ req, res, query, id }) {
      if (!fromOwnPage(req)) throw new Problem(403, 'this may be asked by pages of this server only');
      const { actor, needs } = await ports.visit(req, res);
      if (!actor || needs) throw new Problem(401, 'sign in');
      const format = query.get('format') ?? 'csv';
      if (format !== 'csv' && format !== 'ndjson') throw new Problem(400, 'format is csv or ndjson');
      const given = [...query].filter(([name]) => name !== 'format').map(([name, value]) => [name, NUMBERS.has(name) ? Number(value) : value]);
      const filter = AuditFilter.strict().safeParse(Object.fromEntries(given));
      if (!filter.success) throw new Problem(400, `${filter.error.issues[0]?.path.join('.') || 'the filter'} is not as it must be`);
      const parts = ports.auditExport(actor, filter.data, format);
      const first = await parts.next();
      const stamp = new Date(ports.now()).toISOString().slice(0, 16).replace(/\D/g, '');
      res.writeHead(200, { 'content-type': TYPES[format], 'content-disposition': `attachment; filename="audit-${stamp}.${format}"` });
      const whole = async function* () {
        if (!first.done) yield first.value;
        yield* parts;
      };
      // No more is read than the other side takes. The head is gone: a file without its last line is the only way left to
      // say that it is not whole.
      await pipeline(Readable.from(whole()), res).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') ports.log.error({ err: error, id }, 'an export of the audit was cut');
        res.destroy();
      });
    },
  };
}
