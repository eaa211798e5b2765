import { randomUUID } from 'node:crypto';
import { openDb } from '../../db/client.ts';
import { makeCatalog } from '../../db/seed/catalog.ts';
import { madeRules } from '../../db/seed/rules.ts';
import type { Actor } from '../../server/services/access/actor.ts';
import { requireScope } from '../../server/services/access/require-scope.ts';
import { actOnTicket } from '../../server/services/case/act.ts';
import type { CaseCtx } from '../../server/services/context.ts';

/**
 * A process that takes tickets through dispatch (with a helper), signing, and answers, prints each act once it is committed,
 * and ends when it is killed: `desk-child.ts FOLDER URL ACCOUNT`, where URL is - for the embedded database.
 */
const [dataDir = '', url = '-', account = '0'] = process.argv.slice(2);
const db = await openDb({ dataDir, databaseUrl: url === '-' ? null : url, onFatal: (error) => process.exit(Number(Boolean(error))) });
const catalog = makeCatalog();
const rules = madeRules(catalog);
const ctx: CaseCtx = { db, catalog: catalog as unknown as CaseCtx['catalog'], now: Date.now, rules: () => rules, callerNames: async () => [] };
const grant = (role: 'dispatcher' | 'unit_handler', id: number) => ({
  id,
  role,
  region: '990000',
  department: null,
  unmask: false,
  from: 0,
  until: null,
  revokedAt: null,
});
const actor: Actor = {
  kind: 'person',
  id: Number(account),
  login: 'desk',
  name: 'desk',
  session: null,
  address: null,
  grants: [grant('dispatcher', 1), grant('unit_handler', 2)],
  topic: null,
};
const scope = requireScope(ctx, actor, 'ticket.act');

const NEXT: Record<string, { command: string; data: Record<string, string | string[] | boolean> }> = {
  registered: { command: 'dispatch', data: { unit: 'd1', co: ['d2'] } },
  to_sign: { command: 'sign', data: {} },
  handling: { command: 'answer', data: { text: '已处理', result: 'resolved' } },
};
for (;;) {
  const [row] = await db.query<{ id: number; state: string; version: number }>(
    `select id, state, version from cases where state in ('registered', 'to_sign', 'handling') order by parent is null, id limit 1`,
  );
  const next = row ? NEXT[row.state] : undefined;
  if (!row || !next) break;
  const acted = await actOnTicket(ctx, actor, scope, { id: row.id, ...next, expect: row.version, key: randomUUID() });
  if (!acted.ok) throw new Error(JSON.stringify(acted.refusal));
  process.stdout.write(`${row.id} ${acted.version}\n`);
}
await db.close();
