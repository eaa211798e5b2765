import type { Tx } from '../../../db/client.ts';
import type { ChangeState } from '../../core/indicator/dictionary-walk.ts';

/** A row of dictionary_change. */
export type ChangeRow = {
  id: number;
  kind: 'definition' | 'target';
  code: string;
  region: string | null;
  period: string | null;
  path: string | null;
  subject: string;
  base: number;
  version: number | null;
  state: ChangeState;
  fields: Record<string, string>;
  note: string;
  by: number;
  byLogin: string;
  /** What whoever drafted and whoever decided are called; the login where they have no name. */
  byName: string;
  at: number;
  savedAt: number;
  submittedAt: number | null;
  decidedAt: number | null;
  decidedBy: number | null;
  decidedLogin: string | null;
  decidedName: string | null;
  reason: string | null;
  from: number | null;
};

const nameOf = (who: 'by' | 'decided'): string =>
  `coalesce((select nullif(a.name, '') from account a where a.id = c.${who === 'by' ? 'by' : 'decided_by'}), c.${who}_login)`;
const COLUMNS = `c.id, c.kind, c.code, c.region, c.period, c.path, c.subject, c.base, c.version, c.state, c.fields, c.note, c.by, c.by_login "byLogin", ${nameOf('by')} "byName", c.at,
  c.saved_at "savedAt", c.submitted_at "submittedAt", c.decided_at "decidedAt", c.decided_by "decidedBy", c.decided_login "decidedLogin",
  ${nameOf('decided')} "decidedName", c.reason, c.from_at "from"`;

/** A published version, which is read by every process. */
export type PublishedRow = ChangeRow & { version: number; from: number };

/** All versions of all subjects, in the order of their numbers. */
export function readPublished(db: Pick<Tx, 'query'>): Promise<PublishedRow[]> {
  return db.query<PublishedRow>(`select ${COLUMNS} from dictionary_change c where c.state = 'published' order by c.kind, c.subject, c.version`);
}

/** Changes that are not decided, and of one indicator all of them; newest first. */
export function readChanges(db: Pick<Tx, 'query'>, code: string | null): Promise<ChangeRow[]> {
  return code === null
    ? db.query<ChangeRow>(`select ${COLUMNS} from dictionary_change c where c.state in ('draft','submitted') order by c.id desc`)
    : db.query<ChangeRow>(`select ${COLUMNS} from dictionary_change c where c.code = $1 order by c.id desc`, [code]);
}

/** A row of which a verb decides, locked. */
export async function lockChange(tx: Tx, id: number): Promise<ChangeRow | null> {
  const [row] = await tx.query<ChangeRow>(`select ${COLUMNS} from dictionary_change c where c.id = $1 for update`, [id]);
  return row ?? null;
}

/** The newest version of a subject. */
export async function newestOf(tx: Pick<Tx, 'query'>, kind: ChangeRow['kind'], subject: string): Promise<PublishedRow | null> {
  const [row] = await tx.query<PublishedRow>(
    `select ${COLUMNS} from dictionary_change c where c.kind = $1 and c.subject = $2 and c.state = 'published' order by c.version desc limit 1`,
    [kind, subject],
  );
  return row ?? null;
}

/** How often anything was published; each process compares it with what it has read. */
export async function dictionaryRevision(tx: Pick<Tx, 'query'>): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select (value #>> '{}')::int8 n from meta where key = 'dictionary.revision'`);
  return row?.n ?? 0;
}

/** Makes every process read the versions again. */
export async function raiseDictionaryRevision(tx: Tx): Promise<void> {
  await tx.query(
    `insert into meta (key, value) values ('dictionary.revision', '1') on conflict (key) do update set value = to_jsonb((meta.value #>> '{}')::int8 + 1)`,
  );
}

/** Publications go one after the other, so that each knows the version before it, and so do beginnings of drafts. To be called first. */
export async function lockDictionary(tx: Tx): Promise<void> {
  await tx.query('lock table dictionary_change in share row exclusive mode');
}
