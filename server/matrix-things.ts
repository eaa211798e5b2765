/** The places and things of server/matrix.db.test.ts: each carries a word that tells where it belongs. */
export const GRANT = '990100';
export const OWN = 'd-a';
export const OTHER = 'd-b';
export const PLACES = { own: '990100', child: '990101', sibling: '990200', parent: '990000', nowhere: '990999' } as const;
export type Place = keyof typeof PLACES;
export const NAMES: Record<string, string> = {
  '990000': 'zulu',
  '990100': 'alfa',
  '990101': 'bravo',
  '990102': 'charlie',
  '990200': 'delta',
  '990201': 'echo',
};
export const DEPARTMENTS = [OWN, OTHER, null] as const;
export type Department = (typeof DEPARTMENTS)[number];

export type Thing = {
  region: string;
  department: Department;
  ticket: string;
  review: string;
  task: string;
  risk: string;
  feed: string;
  entry: string;
  trade: string;
  duty: string;
  target: string;
  item: string;
  phone: string;
};
export const word = (kind: string, region: string, department: Department) => `${kind}q${NAMES[region]}q${department ?? 'none'}q`;
export const THINGS: Thing[] = Object.keys(NAMES).flatMap((region) =>
  DEPARTMENTS.map((department, i) => ({
    region,
    department,
    ticket: word('ticket', region, department),
    review: word('review', region, department),
    task: word('task', region, department),
    duty: word('duty', region, department),
    target: word('target', region, department),
    item: word('item', region, department),
    risk: word('risk', region, department),
    feed: word('feed', region, department).replaceAll('_', '-'),
    entry: word('entry', region, department),
    trade: word('trade', region, department),
    phone: `1990000${String(Object.keys(NAMES).indexOf(region) * 10 + i).padStart(4, '0')}`,
  })),
);
/** Any such word, wherever it stands. */
export const WORDS = /(?:ticket|review|task|risk|target|duty|feed|entry|trade|item)q[a-z]+q[a-z-]+q/g;

export const NOW = Date.UTC(2026, 2, 10, 8, 0, 30);
export const query = (indicator: string, region: string, dims?: Record<string, string>) => ({ indicator, region, dims, window: 'PT1H' as const });
export const SPAN = { from: NOW - 3_600_000, to: NOW + 60_000 };
export const DAY_START = Date.UTC(2026, 2, 9, 16);
export const MINUTE_10 = Math.floor(NOW / 600_000) * 10;
export const words = (text: string, kind: string) => [...new Set(text.match(WORDS) ?? [])].filter((w) => w.startsWith(kind)).sort();
export const MONTHS = { from: NOW - 86_400_000, to: NOW + 60 * 86_400_000 };
export const tickets = (list: readonly Thing[]) => list.map((t) => t.ticket).sort();
export const reviews = (list: readonly Thing[]) => list.flatMap((t) => (t.department === null ? [] : [t.review])).sort();
export const tasks = (list: readonly Thing[]) => list.map((t) => t.task).sort();
/** Zones of the declarations: figures of trade are public within a region, whichever the department. */
export const trades = (list: readonly Thing[]) => list.map((t) => t.trade).sort();
export const FLOWS = { from: '2026-03-01', to: '2026-03-11', scope: 'full_scope', status: 'formal' } as const;
/** What is filled in is some department's. */
export const duties = (list: readonly Thing[]) => list.flatMap((t) => (t.department === null ? [] : [t.duty])).sort();
/** Item lists are a region's, whichever the department of an item. */
export const listed = (list: readonly Thing[]) => list.map((t) => t.item).sort();
export const risks = (list: readonly Thing[]) => list.map((t) => t.risk).sort();
export const same = (a: readonly unknown[], b: readonly unknown[]) => JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
export const LIST_INPUT: Record<string, unknown> = {
  'knowledge.search': { limit: 100 },
  'knowledge.reports': { limit: 100 },
  'dictionary.get': { code: 't.tickets' },
};
/** What is told apart by department, of one's own city: allowed for one's own department alone. */
export const BY_DEPARTMENT: Record<string, (department: string) => unknown> = {
  'figure.values': (department) => ({ queries: [query('t.reviews', GRANT, { department })] }),
  'figure.series': (department) => ({ queries: [query('t.reviews', GRANT, { department })], grain: 'hour' }),
  'figure.children': (department) => ({ query: query('t.reviews', GRANT, { department }) }),
  'figure.card': (department) => ({ query: query('t.reviews', GRANT, { department }) }),
  'figure.records': (department) => ({ query: query('t.reviews', GRANT, { department }), cursor: null }),
  'live.history': (department) => ({ topics: [{ key: `t.reviews@${GRANT}?department=${department}`, ringFrom: MINUTE_10 }] }),
  'export.records': (department) => ({ query: query('t.reviews', GRANT, { department }) }),
  'export.figure': (department) => ({ query: query('t.reviews', GRANT, { department }), grain: 'hour' }),
};
/** Of answers that a map and the wall's flow give. */
export type Points = { total: number; id: number[] };
export type Flow = { open: number; byStep: { count: number }[]; rows?: { id: number }[] };

/** What a procedure answered, and its words. */
export type Answer = { ok: boolean; value?: unknown; text?: string };
/** Things below a region, and those of them that a grant holds. */
export type Held<W> = { below(region: string): Thing[]; held(who: W, region: string): Thing[] };
/** Asks a procedure about a region: whether the answer is right, and the words that may come out. */
export type Probe<W> = { input(region: string): unknown; right(answer: Answer, who: W, region: string): boolean; words?: (who: W, region: string) => string[] };
