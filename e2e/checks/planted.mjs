/**
 * Planted violations: a small project of the same layout, written to a temporary folder, in which every file of
 * `PLANTED` breaks exactly the rule that it names and every file of `ALLOWED` breaks none.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';

const NOUNS = ['wall', 'tickets'];
const TARGETS = [
  ...['core', 'wire', 'services/event', 'services/case', 'ingest', 'realtime', 'api', 'http', 'cli', 'jobs', 'profile'].map((f) => `server/${f}/target.ts`),
  ...['env', 'port', 'main', 'compose', 'api/root'].map((f) => `server/${f}.ts`),
  ...['db/client.ts', 'db/schema/target.ts', 'db/seed/target.ts', 'app/target.tsx', 'e2e/fixtures/target.ts'],
  ...['ui', 'charts', 'map', 'live', 'figure', 'shell', 'person', 'knowledge', ...NOUNS].map((f) => `components/${f}/target.ts`),
];
const PACKAGES = ['zod', 'next', 'react', 'socket.io', 'drizzle-orm', 'postgres', '@trpc/server', 'pino', 'superjson'];

/**
 * Rule, importing file, imported file (from the root), package or Node module; `type ` before it for a type import.
 * @type {[string, string, string][]}
 */
export const PLANTED = [
  ['core', 'server/core/a.ts', 'server/wire/target.ts'],
  ['core', 'server/core/types.ts', 'type server/wire/target.ts'],
  ['core-takes-nothing', 'server/core/b.ts', 'zod'],
  ['core-takes-nothing', 'server/core/c.ts', 'node:fs'],
  ['wire', 'server/wire/a.ts', 'server/services/event/target.ts'],
  ['wire-takes-zod', 'server/wire/b.ts', 'pino'],
  ['wire-takes-zod', 'server/wire/c.ts', 'node:crypto'],
  ['db', 'db/schema/a.ts', 'server/wire/target.ts'],
  ['db', 'db/schema/b.ts', 'server/services/case/target.ts'],
  ['db', 'db/schema/c.ts', 'components/ui/target.ts'],
  ['db-takes-drivers', 'db/schema/d.ts', 'pino'],
  ['services', 'server/services/case/a.ts', 'server/api/target.ts'],
  ['services', 'server/services/case/b.ts', 'server/realtime/target.ts'],
  ['services', 'server/services/case/c.ts', 'server/ingest/target.ts'],
  ['services', 'server/services/case/d.ts', 'server/http/target.ts'],
  ['services-know-no-transport', 'server/services/case/e.ts', 'socket.io'],
  ['services-know-no-transport', 'server/services/case/f.ts', 'next'],
  ['services-know-no-transport', 'server/services/case/g.ts', 'react'],
  ['ingest', 'server/ingest/a.ts', 'db/client.ts'],
  ['ingest', 'server/ingest/b.ts', 'server/api/target.ts'],
  ['ingest', 'server/ingest/c.ts', 'server/realtime/target.ts'],
  ['ingest', 'server/ingest/d.ts', 'server/services/case/target.ts'],
  ['realtime', 'server/realtime/a.ts', 'db/client.ts'],
  ['realtime', 'server/realtime/b.ts', 'server/ingest/target.ts'],
  ['realtime', 'server/realtime/c.ts', 'server/api/target.ts'],
  ['realtime-knows-no-pages', 'server/realtime/d.ts', 'next'],
  ['api', 'server/api/a.ts', 'db/client.ts'],
  ['api', 'server/api/b.ts', 'server/realtime/target.ts'],
  ['api', 'server/api/c.ts', 'server/ingest/target.ts'],
  ['api-takes-trpc', 'server/api/d.ts', 'pino'],
  ['http', 'server/http/a.ts', 'db/client.ts'],
  ['http', 'server/http/b.ts', 'server/realtime/target.ts'],
  ['compose', 'server/compose.ts', 'components/ui/target.ts'],
  ['compose', 'server/demo.ts', 'db/schema/target.ts'],
  ['compose', 'server/live.ts', 'server/main.ts'],
  ['cli', 'server/cli/a.ts', 'db/client.ts'],
  ['cli', 'server/cli/b.ts', 'server/realtime/target.ts'],
  ['jobs', 'server/jobs/a.ts', 'db/client.ts'],
  ['jobs', 'server/jobs/b.ts', 'server/realtime/target.ts'],
  ['jobs', 'server/jobs/c.ts', 'server/api/target.ts'],
  ['profile', 'server/profile/a.ts', 'server/services/event/target.ts'],
  ['profile-takes-files', 'server/profile/b.ts', 'node:http'],
  ['env', 'server/env.ts', 'server/core/target.ts'],
  ['port', 'server/port.ts', 'server/services/case/target.ts'],
  ['port-as-types', 'server/port.ts', 'server/api/root.ts'],
  ['main', 'server/main.ts', 'components/ui/target.ts'],
  ['main', 'server/main.ts', 'app/target.tsx'],
  ['ui', 'components/ui/a.ts', 'server/core/target.ts'],
  ['charts', 'components/charts/a.ts', 'components/live/target.ts'],
  ['charts', 'components/charts/b.ts', 'components/wall/target.ts'],
  ['map', 'components/map/a.ts', 'components/live/target.ts'],
  ['live', 'components/live/a.ts', 'components/wall/target.ts'],
  ['live-as-types', 'components/live/b.ts', 'server/api/root.ts'],
  ['figure', 'components/figure/a.ts', 'components/wall/target.ts'],
  ['shell', 'components/shell/a.ts', 'components/tickets/target.ts'],
  ['person', 'components/person/a.ts', 'components/wall/target.ts'],
  ['knowledge', 'components/knowledge/a.ts', 'components/tickets/target.ts'],
  ['noun', 'components/wall/a.ts', 'components/tickets/target.ts'],
  ['reviews', 'components/reviews/a.ts', 'components/wall/target.ts'],
  ['tasks', 'components/tasks/a.ts', 'components/wall/target.ts'],
  ['filling', 'components/filling/a.ts', 'components/wall/target.ts'],
  ['risk', 'components/risk/a.ts', 'components/wall/target.ts'],
  ['brief', 'components/brief/a.ts', 'components/wall/target.ts'],
  ['noun', 'components/wall/b.ts', 'type server/services/case/target.ts'],
  ['noun', 'components/wall/c.ts', 'type db/schema/target.ts'],
  ['app', 'app/admin/page.tsx', 'e2e/fixtures/target.ts'],
  ['app-as-types', 'app/page.tsx', 'server/services/case/target.ts'],
  ['app-as-types', 'app/wall/page.tsx', 'db/client.ts'],
  ['pages-know-no-database', 'app/tickets/page.tsx', 'drizzle-orm'],
  ['pages-know-no-database', 'components/tickets/a.ts', 'postgres'],
  ['only-realtime-serves-sockets', 'server/http/c.ts', 'socket.io'],
  ['e2e', 'e2e/specs/a.ts', 'components/ui/target.ts'],
  ['e2e', 'e2e/specs/b.ts', 'app/target.tsx'],
  ['e2e', 'e2e/specs/c.ts', 'db/client.ts'],
  ['bench-and-faults', 'e2e/faults/a.ts', 'components/ui/target.ts'],
  ['bench-and-faults', 'e2e/bench/a.ts', 'server/api/target.ts'],
  ['env-is-for-main-and-cli', 'server/services/case/h.ts', 'server/env.ts'],
  ['port-is-for-app-and-main', 'server/http/d.ts', 'server/port.ts'],
  ['profile-is-for-main-and-cli', 'server/services/case/i.ts', 'server/profile/target.ts'],
  ['imports-exist', 'server/jobs/d.ts', './not-there.ts'],
  ['browser-reaches-no-server', 'components/map/b.ts', 'components/live/c.ts'],
  ['browser-reaches-no-server', 'components/live/c.ts', 'server/wire/d.ts'],
  ['wire', 'server/wire/d.ts', 'server/jobs/target.ts'],
];

/**
 * Imports that the rules let through.
 * @type {[string, string][]}
 */
export const ALLOWED = [
  ['server/core/ok.ts', 'server/core/target.ts'],
  ['server/core/ok.test.ts', 'node:fs'],
  ['server/wire/ok.ts', 'zod'],
  ['db/schema/ok.ts', 'drizzle-orm'],
  ['db/schema/ok2.ts', 'server/core/target.ts'],
  ['server/services/case/ok.ts', 'db/client.ts'],
  ['server/ingest/ok.ts', 'server/services/event/target.ts'],
  ['server/api/ok.ts', '@trpc/server'],
  ['server/cli/ok.ts', 'server/env.ts'],
  ['server/main.ts', 'db/client.ts'],
  ['server/main.ts', 'server/http/target.ts'],
  ['server/port.ts', 'type server/api/root.ts'],
  ['components/charts/ok.ts', 'server/wire/target.ts'],
  ['components/live/ok.ts', 'type server/api/root.ts'],
  ['components/wall/ok.ts', 'components/map/target.ts'],
  ['components/wall/ok2.ts', 'components/wall/target.ts'],
  ['components/wall/ok3.ts', 'components/person/target.ts'],
  ['components/wall/ok4.ts', 'components/knowledge/target.ts'],
  ['app/ok.tsx', 'server/port.ts'],
  ['app/ok2.tsx', 'type server/services/case/target.ts'],
  ['e2e/specs/ok.ts', 'server/main.ts'],
  ['e2e/faults/ok.ts', 'db/client.ts'],
];

function statement(file, target, index) {
  const asType = target.startsWith('type ');
  const path = asType ? target.slice(5) : target;
  const ours = /\.tsx?$/.test(path) && !path.startsWith('.');
  const relative = posix.relative(posix.dirname(file), path);
  const specifier = ours ? (relative.startsWith('.') ? relative : `./${relative}`) : path;
  return asType
    ? `import type { T as T${index} } from '${specifier}';\nexport type U${index} = T${index};\n`
    : `import * as m${index} from '${specifier}';\nexport const v${index} = m${index};\n`;
}

/**
 * Writes a project in which the given imports stand.
 * @param {[string, string][]} imports importing file, imported thing
 * @returns {{root: string, remove: () => void}}
 */
export function plant(imports) {
  const root = mkdtempSync(join(tmpdir(), 'planted-'));
  const texts = new Map(TARGETS.map((path) => [path, 'export type T = string;\nexport const value = 1;\n']));
  imports.forEach(([file, target], i) => {
    texts.set(file, (texts.get(file) ?? '') + statement(file, target, i));
  });
  for (const name of PACKAGES) {
    texts.set(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    texts.set(`node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
  texts.set('package.json', JSON.stringify({ name: 'planted', dependencies: Object.fromEntries(PACKAGES.map((name) => [name, '1.0.0'])) }));
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
