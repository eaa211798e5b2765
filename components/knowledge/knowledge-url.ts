import { KNOWLEDGE_SHELVES, type KnowledgeShelf } from '../../server/wire/knowledge.ts';

/** What the page of the knowledge base shows, as its address carries it. Pure. */
export type KnowledgeUrl = {
  tab: 'entries' | 'reports';
  query: string;
  category: string | null;
  region: string | null;
  department: string | null;
  shelf: KnowledgeShelf;
  /** The entry in the pane. */
  id: number | null;
  mode: KnowledgeMode;
  /** Of the queue of reports. */
  settled: boolean;
};

/** What the pane does with its entry; `new` has none. */
export type KnowledgeMode = { kind: 'read' } | { kind: 'edit' } | { kind: 'new' } | { kind: 'report' } | { kind: 'compare'; versions: [number, number] };

export const EMPTY_KNOWLEDGE: KnowledgeUrl = {
  tab: 'entries',
  query: '',
  category: null,
  region: null,
  department: null,
  shelf: 'published',
  id: null,
  mode: { kind: 'read' },
  settled: false,
};

const matching = (text: string | null, form: RegExp): string | null => (text !== null && form.test(text) ? text : null);

export function parseKnowledgeUrl(params: URLSearchParams): KnowledgeUrl {
  const id = matching(params.get('id'), /^[1-9]\d{0,14}$/);
  return {
    tab: params.get('tab') === 'reports' ? 'reports' : 'entries',
    query: (params.get('q') ?? '').slice(0, 200),
    category: matching(params.get('c'), /^[\w.-]{1,64}$/),
    region: matching(params.get('r'), /^\d{6,12}$/),
    department: matching(params.get('d'), /^[\w.-]{1,64}$/),
    shelf: KNOWLEDGE_SHELVES.find((shelf) => shelf === params.get('shelf')) ?? 'published',
    id: id === null ? null : Number(id),
    mode: parseMode(params.get('open'), id !== null),
    settled: params.get('settled') === '1',
  };
}

function parseMode(text: string | null, hasEntry: boolean): KnowledgeMode {
  if (text === 'new') return { kind: 'new' };
  if (!hasEntry) return { kind: 'read' };
  if (text === 'edit' || text === 'report') return { kind: text };
  const versions = /^compare\.([1-9]\d{0,6})\.([1-9]\d{0,6})$/.exec(text ?? '');
  return versions ? { kind: 'compare', versions: [Number(versions[1]), Number(versions[2])] } : { kind: 'read' };
}

/** Query string without `?`. */
export function formatKnowledgeUrl(state: KnowledgeUrl): string {
  const out = new URLSearchParams();
  const { mode } = state;
  if (state.tab !== 'entries') out.set('tab', state.tab);
  if (state.query !== '') out.set('q', state.query);
  if (state.category) out.set('c', state.category);
  if (state.region) out.set('r', state.region);
  if (state.department) out.set('d', state.department);
  if (state.shelf !== 'published') out.set('shelf', state.shelf);
  if (state.id !== null && mode.kind !== 'new') out.set('id', String(state.id));
  if (mode.kind === 'compare') out.set('open', `compare.${mode.versions.join('.')}`);
  else if (mode.kind !== 'read') out.set('open', mode.kind);
  if (state.settled) out.set('settled', '1');
  return out.toString();
}

/** Whether anything narrows the list. */
export const isNarrowed = ({ query, category, region, department, shelf }: KnowledgeUrl): boolean =>
  query.trim() !== '' || category !== null || region !== null || department !== null || shelf !== 'published';
