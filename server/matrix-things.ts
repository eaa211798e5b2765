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

export type Thing = { region: string; department: Department; ticket: string; review: string; task: string; feed: string; entry: string; phone: string };
export const word = (kind: string, region: string, department: Department) => `${kind}q${NAMES[region]}q${department ?? 'none'}q`;
export const THINGS: Thing[] = Object.keys(NAMES).flatMap((region) =>
  DEPARTMENTS.map((department, i) => ({
    region,
    department,
    ticket: word('ticket', region, department),
    review: word('review', region, department),
    task: word('task', region, department),
    feed: word('feed', region, department).replaceAll('_', '-'),
    entry: word('entry', region, department),
    phone: `1990000${String(Object.keys(NAMES).indexOf(region) * 10 + i).padStart(4, '0')}`,
  })),
);
/** Any such word, wherever it stands. */
export const WORDS = /(?:ticket|review|task|feed|entry)q[a-z]+q[a-z-]+q/g;
