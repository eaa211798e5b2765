/**
 * What may import what: one line of `OURS` for each place in the tree, read by dependency-cruiser. A rule says what a
 * file may import of this project; what it may take from packages and from Node is in `OUTSIDE`.
 */
const TEST = '\\.test\\.tsx?$';
const OUR_CODE = '^(app|components|db|e2e|server)/';
/** Files at the top of server/ from which main.ts, and the command line, put the product together. */
const COMPOSITION = 'compose|catalog|console-meta|trade-places|live|demo|restore';
const INFRASTRUCTURE = 'ui|charts|map|live|figure|shell|person|knowledge';
const NOUN = `^components/(?!(?:${INFRASTRUCTURE}|reviews|tasks|filling|risk|brief)/)([^/]+)/`;

/** Places and the project's files that each may import. `types` may be imported as types only. */
export const OURS = [
  { name: 'core', from: '^server/core/', may: ['^server/core/'] },
  { name: 'wire', from: '^server/wire/', may: ['^server/(wire|core)/'] },
  { name: 'db', from: '^db/', may: ['^db/', '^server/core/'] },
  { name: 'services', from: '^server/services/', may: ['^server/(services|wire|core)/', '^db/'] },
  { name: 'ingest', from: '^server/ingest/', may: ['^server/(ingest|wire|core)/', '^server/services/(event|feed|access|person)/', '^server/services/[^/]+$'] },
  { name: 'realtime', from: '^server/realtime/', may: ['^server/(realtime|services|wire|core)/'] },
  { name: 'api', from: '^server/api/', may: ['^server/(api|services|wire|core)/'] },
  { name: 'http', from: '^server/http/', may: ['^server/(http|api|ingest|services|wire|core)/'] },
  { name: 'cli', from: '^server/cli/', may: ['^server/(cli|api|ingest|services|profile|wire|core)/', '^server/(env|compose|restore)\\.ts$'] },
  { name: 'jobs', from: '^server/jobs/', may: ['^server/(jobs|services|core)/'] },
  { name: 'profile', from: '^server/profile/', may: ['^server/(profile|wire|core)/'] },
  { name: 'env', from: '^server/env\\.ts$', may: [] },
  { name: 'port', from: '^server/port\\.ts$', may: [], types: ['^server/api/root\\.ts$'] },
  { name: 'main', from: '^server/main\\.ts$', may: ['^server/', '^db/client\\.ts$'] },
  { name: 'compose', from: `^server/(${COMPOSITION})\\.ts$`, may: ['^server/(?!main)', '^db/(client|migrate)\\.ts$'] },
  { name: 'ui', from: '^components/ui/', may: ['^components/ui/'] },
  { name: 'charts', from: '^components/charts/', may: ['^components/(charts|ui)/', '^server/(wire|core)/'] },
  { name: 'map', from: '^components/map/', may: ['^components/(map|ui)/', '^server/(wire|core)/'] },
  { name: 'live', from: '^components/live/', may: ['^components/live/', '^server/(wire|core)/'], types: ['^server/api/root\\.ts$'] },
  { name: 'figure', from: '^components/figure/', may: ['^components/(figure|ui|charts|live)/', '^server/(wire|core)/'] },
  { name: 'shell', from: '^components/shell/', may: ['^components/(shell|ui|charts|live)/', '^server/(wire|core)/'] },
  // Below the nouns, as figure is: a ticket, a review and an alarm all show whom they are about.
  { name: 'person', from: '^components/person/', may: ['^components/(person|ui|live|figure)/', '^server/(wire|core)/'] },
  // Below them too: an answer to a ticket and a call-taker's form take from it.
  { name: 'knowledge', from: '^components/knowledge/', may: ['^components/(knowledge|ui|live|figure)/', '^server/(wire|core)/'] },
  { name: 'noun', from: NOUN, may: ['^components/($1|ui|charts|map|live|figure|person|knowledge)/', '^server/(wire|core)/'] },
  // A rectification is a case as a ticket is, and is shown and moved by the desk's parts.
  {
    name: 'reviews',
    from: '^components/reviews/',
    may: ['^components/(reviews|desk|ui|charts|map|live|figure|person|knowledge)/', '^server/(wire|core)/'],
  },
  // So is a task.
  { name: 'tasks', from: '^components/tasks/', may: ['^components/(tasks|desk|ui|charts|map|live|figure|person|knowledge)/', '^server/(wire|core)/'] },
  // What is being filled in is kept as drafts of the desk are.
  { name: 'filling', from: '^components/filling/', may: ['^components/(filling|desk|ui|charts|map|live|figure|person|knowledge)/', '^server/(wire|core)/'] },
  // And a risk of cross-border trade.
  { name: 'risk', from: '^components/risk/', may: ['^components/(risk|desk|ui|charts|map|live|figure|person|knowledge)/', '^server/(wire|core)/'] },
  // What needs attention is said in a brief as it is in the review.
  { name: 'brief', from: '^components/brief/', may: ['^components/(brief|review|ui|charts|map|live|figure|person|knowledge)/', '^server/(wire|core)/'] },
  { name: 'app', from: '^app/', may: ['^app/', '^components/', '^server/(wire|core)/', '^server/port\\.ts$'], types: ['^server/', '^db/'] },
  { name: 'e2e', from: '^e2e/(?!bench/|faults/)', may: ['^e2e/', '^server/wire/', '^db/seed/', '^server/main\\.ts$'] },
  {
    name: 'bench-and-faults',
    from: '^e2e/(bench|faults)/',
    may: [
      '^e2e/',
      '^server/(wire|ingest|services|realtime)/',
      '^server/compose\\.ts$',
      '^components/(charts|map)/',
      '^db/(seed|schema)/',
      '^db/client\\.ts$',
      '^server/main\\.ts$',
    ],
  },
];

/** Packages (as `node_modules/NAME`) and Node's own modules that a place may use, or may not. */
export const OUTSIDE = [
  { name: 'core-takes-nothing', from: '^server/core/', may: [] },
  { name: 'wire-takes-zod', from: '^server/wire/', may: ['zod'] },
  { name: 'db-takes-drivers', from: '^db/(?!profiles/tools/)', may: ['drizzle-orm', 'drizzle-kit', '@electric-sql/pglite', 'postgres', 'tsx', 'node:*'] },
  { name: 'services-know-no-transport', from: '^server/services/', not: ['socket\\.io[^/]*', 'next', 'react', 'react-dom'] },
  { name: 'realtime-knows-no-pages', from: '^server/realtime/', not: ['next', 'react', 'react-dom'] },
  { name: 'api-takes-trpc', from: '^server/api/', may: ['@trpc/server', 'superjson', 'zod'] },
  { name: 'profile-takes-files', from: '^server/profile/', may: ['zod', 'node:fs', 'node:path', 'node:url'] },
  { name: 'pages-know-no-database', from: '^(app|components)/', not: ['drizzle-orm', 'postgres', '@electric-sql/pglite'] },
  { name: 'only-realtime-serves-sockets', from: '^server/(?!realtime/)', not: ['socket\\.io'] },
];

/** Who may import the two files that everyone would like to. */
const GUARDED = [
  { name: 'env-is-for-main-and-cli', from: { pathNot: `^server/((main|${COMPOSITION})\\.ts$|cli/)|${TEST}` }, to: { path: '^server/env\\.ts$' } },
  { name: 'port-is-for-app-and-main', from: { pathNot: `^(app/|server/main\\.ts$)|${TEST}` }, to: { path: '^server/port\\.ts$' } },
  { name: 'profile-is-for-main-and-cli', from: { pathNot: `^server/((main|${COMPOSITION})\\.ts$|cli/|profile/)|${TEST}` }, to: { path: '^server/profile/' } },
];

function ourRules({ name, from, may, types = [] }) {
  const rule = (suffix, to) => ({ name: `${name}${suffix}`, severity: 'error', from: { path: from, pathNot: TEST }, to: { path: OUR_CODE, ...to } });
  if (types.length === 0) return [rule('', { pathNot: may })];
  return [rule('', { pathNot: [...may, ...types] }), rule('-as-types', { path: types, pathNot: may, dependencyTypesNot: ['type-only'] })];
}

const modulePath = (name) => (name.startsWith('node:') ? `^(node:)?${name.slice(5)}(/|$)` : `(^|/)node_modules/${name}/`);

function outsideRule({ name, from, may, not }) {
  const rule = { name, severity: 'error', from: { path: from, pathNot: TEST } };
  if (not) return { ...rule, to: { path: not.map(modulePath) } };
  const anyOfNode = may.includes('node:*');
  const packages = may.filter((one) => one !== 'node:*').map(modulePath);
  return { ...rule, to: { dependencyTypesNot: ['local', 'unknown', ...(anyOfNode ? ['core'] : [])], ...(packages.length > 0 ? { pathNot: packages } : {}) } };
}

/** Rules on what a file writes in its import statements, types included. */
export const DIRECT = [
  ...OURS.flatMap(ourRules),
  ...OUTSIDE.map(outsideRule),
  ...GUARDED.map((rule) => ({ ...rule, severity: 'error' })),
  { name: 'imports-exist', severity: 'error', from: { pathNot: '^(db/profiles/tools|e2e/bench)/' }, to: { couldNotResolve: true } },
];

/** The rule on what reaches the browser, through any number of files; erased type imports do not count. */
export const BROWSER = [
  {
    name: 'browser-reaches-no-server',
    severity: 'error',
    from: { path: '^components/', pathNot: TEST },
    to: { path: '^db/|^server/(services|ingest|realtime|jobs|http)/', reachable: true },
  },
];
