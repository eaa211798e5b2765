import { DESK_DUE, DESK_MARKS, DESK_VIEWS, type DeskMark, type DeskPage, type DeskView } from '../../server/wire/desk.ts';

/** The state of the desk as its address carries it: paste the address and see the same. Pure. */
export type DeskUrl = {
  /** Region looked at; null = where the viewer's own part begins. */
  region: string | null;
  /** null = the queue of the viewer's role. */
  view: DeskView | null;
  due: (typeof DESK_DUE)[number] | null;
  mark: DeskMark | null;
  requestType: string | null;
  category: string | null;
  unit: string | null;
  mirrored: boolean | null;
  text: string;
  sort: DeskSort;
  /** The ticket that stands open. */
  ticket: number | null;
  /** The deadline that is being explained: `handling.1`. */
  ledger: string | null;
};

export const DESK_SORTS = ['due', 'newest', 'oldest'] as const;
export type DeskSort = (typeof DESK_SORTS)[number];

export const EMPTY_DESK: DeskUrl = {
  region: null,
  view: null,
  due: null,
  mark: null,
  requestType: null,
  category: null,
  unit: null,
  mirrored: null,
  text: '',
  sort: 'due',
  ticket: null,
  ledger: null,
};

/** What a saved view keeps: everything but what stands open. */
export const FILTER_KEYS = ['region', 'view', 'due', 'mark', 'requestType', 'category', 'unit', 'mirrored', 'text', 'sort'] as const;

const LONGEST_TEXT = 80;

export function parseDeskUrl(params: URLSearchParams): DeskUrl {
  const region = params.get('r');
  const ticket = params.get('t');
  const ledger = params.get('ledger');
  const mirrored = params.get('mir');
  const short = (name: string, most: number) => params.get(name)?.slice(0, most) || null;
  return {
    region: region !== null && /^\d{6,12}$/.test(region) ? region : null,
    view: DESK_VIEWS.find((v) => v === params.get('v')) ?? null,
    due: DESK_DUE.find((d) => d === params.get('due')) ?? null,
    mark: DESK_MARKS.find((m) => m === params.get('mark')) ?? null,
    requestType: short('type', 40),
    category: short('cat', 40),
    unit: short('unit', 80),
    mirrored: mirrored === '1' ? true : mirrored === '0' ? false : null,
    text: (params.get('q') ?? '').slice(0, LONGEST_TEXT),
    sort: DESK_SORTS.find((s) => s === params.get('sort')) ?? 'due',
    ticket: ticket !== null && /^[1-9]\d{0,14}$/.test(ticket) ? Number(ticket) : null,
    ledger: ledger !== null && /^[a-z_]{1,20}\.\d{1,3}$/.test(ledger) ? ledger : null,
  };
}

/** Query string without `?`. */
export function formatDeskUrl(state: DeskUrl): string {
  const out = new URLSearchParams();
  const put = (name: string, value: string | null) => {
    if (value !== null && value !== '') out.set(name, value);
  };
  put('r', state.region);
  put('v', state.view);
  put('due', state.due);
  put('mark', state.mark);
  put('type', state.requestType);
  put('cat', state.category);
  put('unit', state.unit);
  put('mir', state.mirrored === null ? null : state.mirrored ? '1' : '0');
  put('q', state.text);
  put('sort', state.sort === 'due' ? null : state.sort);
  put('t', state.ticket === null ? null : String(state.ticket));
  put('ledger', state.ledger);
  return out.toString();
}

/** What the desk asks for the queue. `home` and `view` stand in where the address says nothing. */
export function queueInput(state: DeskUrl, home: string, view: DeskView): DeskPage {
  return {
    region: state.region ?? home,
    view: state.view ?? view,
    sort: state.sort,
    limit: 100,
    ...(state.due ? { due: state.due } : {}),
    ...(state.mark ? { mark: state.mark } : {}),
    ...(state.requestType ? { requestType: state.requestType } : {}),
    ...(state.category ? { category: state.category } : {}),
    ...(state.unit ? { unit: state.unit } : {}),
    ...(state.mirrored === null ? {} : { mirrored: state.mirrored }),
    ...(state.text ? { text: state.text } : {}),
  };
}

export type SavedView = { name: string; query: string };

/** The filters of the address under a name; the same name again takes the place of the old one. */
export function saveView(views: readonly SavedView[], name: string, state: DeskUrl): SavedView[] {
  const query = formatDeskUrl({ ...state, ticket: null, ledger: null });
  return [...views.filter((v) => v.name !== name), { name, query }];
}

/** What storage holds, as far as it is a list of saved views. */
export function readViews(text: string | null): SavedView[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(parsed)) return [];
    return parsed.flatMap((v: unknown) => {
      const { name, query } = (typeof v === 'object' && v !== null ? v : {}) as Partial<SavedView>; // fields are checked below
      return typeof name === 'string' && typeof query === 'string' && name !== '' ? [{ name: name.slice(0, 20), query: query.slice(0, 400) }] : [];
    });
  } catch {
    return [];
  }
}

/** How many filters stand that the counts of the lists, which are of a region, do not know. */
export const narrowed = ({ requestType, category, unit, mirrored, text }: DeskUrl): number =>
  [requestType, category, unit, mirrored, text || null].filter((v) => v !== null).length;
