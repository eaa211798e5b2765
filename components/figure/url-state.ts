import type { OffsetAt } from '../../server/core/indicator/window.ts';
import { parseTopicKey, type TopicRef, topicKey } from '../../server/wire/signals.ts';
import { Window } from '../../server/wire/topic.ts';
import { parseWall, wallText } from './time-text.ts';

/** The state of a screen as its address carries it: paste the address and see the same. Pure. */
export type UrlState = {
  /** Region looked at; null = the whole province. */
  region: string | null;
  /** A rolling span for all panels; null = each panel's own. */
  window: Window | null;
  /** A past span for all panels: the screen is no longer live. */
  span: { from: number; to: number } | null;
  card: CardRef | null;
  /** Indicator of the analysis layer of the map. */
  layer: string | null;
  /** Layer of single things on the map. */
  points: 'tickets' | 'heat' | 'none' | null;
  /** The card reads as it was known then. */
  knownAt: number | null;
};
/** `span`: of its own, where the number that was opened is of another span than the page. */
export type CardRef = TopicRef & { window: Window | null; span?: { from: number; to: number } };

export const EMPTY: UrlState = { region: null, window: null, span: null, card: null, layer: null, points: null, knownAt: null };

/** Names of the parameters that are written here. */
export const OWN_KEYS: readonly string[] = ['r', 'w', 'from', 'to', 'layer', 'points', 'card', 'cw', 'cfrom', 'cto', 'known'];

const POINTS = ['tickets', 'heat', 'none'] as const;

export function parseUrl(params: URLSearchParams, offset: OffsetAt): UrlState {
  const window = Window.safeParse(params.get('w'));
  const from = parseWall(params.get('from'), offset);
  const to = parseWall(params.get('to'), offset);
  const region = params.get('r');
  return {
    region: region !== null && /^\d{6,12}$/.test(region) ? region : null,
    window: window.success ? window.data : null,
    span: from !== null && to !== null && to > from ? { from, to } : null,
    card: parseCard(params, offset),
    layer: params.get('layer'),
    points: POINTS.find((p) => p === params.get('points')) ?? null,
    knownAt: parseWall(params.get('known'), offset),
  };
}

function parseCard(params: URLSearchParams, offset: OffsetAt): CardRef | null {
  const topic = parseTopicKey(params.get('card') ?? '');
  if (!topic) return null;
  const window = Window.safeParse(params.get('cw'));
  const from = parseWall(params.get('cfrom'), offset);
  const to = parseWall(params.get('cto'), offset);
  const own = from !== null && to !== null && to > from ? { span: { from, to } } : {};
  return { ...topic, window: window.success ? window.data : null, ...own };
}

/** Query string without `?`; empty for the plain live screen. */
export function formatUrl(state: UrlState, offset: OffsetAt): string {
  const out = new URLSearchParams();
  if (state.region) out.set('r', state.region);
  if (state.window) out.set('w', state.window);
  if (state.span) {
    out.set('from', wallText(state.span.from, offset));
    out.set('to', wallText(state.span.to, offset));
  }
  if (state.layer) out.set('layer', state.layer);
  if (state.points) out.set('points', state.points);
  if (state.card) {
    out.set('card', topicKey(state.card));
    if (state.card.window) out.set('cw', state.card.window);
    if (state.card.span) {
      out.set('cfrom', wallText(state.card.span.from, offset));
      out.set('cto', wallText(state.card.span.to, offset));
    }
  }
  if (state.knownAt !== null) out.set('known', wallText(state.knownAt, offset));
  return out.toString();
}
