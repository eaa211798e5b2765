import type { EventType } from '../../wire/events.ts';

/** An event made from a row, before it is known as what it is sent: history, or a replay shifted to now. */
export type Draft = {
  id: string;
  type: EventType | string;
  /** Epoch ms. */
  at: number;
  data: Record<string, unknown>;
  /** A source of its own, when the file holds whole events. */
  source?: string;
  replaces?: string;
  retracts?: string;
};

/** The event as the source `import:FEED` sends it; times in UTC, so that the same file gives the same events for ever. */
export function historyEvent(draft: Draft, source: string): Record<string, unknown> {
  const own = draft.source ?? source;
  return envelope(
    draft,
    own,
    draft.id,
    draft.at,
    withRef(draft.data, (ref) => ({ source: ref.source || own, id: ref.id })),
    (id) => id,
  );
}

/** The event as it is replayed at `at`: other source, other ids, and what it says of time moved with it. */
export function replayedEvent(draft: Draft, source: string, suffix: string, at: number): Record<string, unknown> {
  const renamed = (id: string) => id + suffix;
  const data = withRef(draft.data, (ref) => ({ source, id: renamed(ref.id) }));
  const moved = (text: unknown) => (typeof text === 'string' ? new Date(Date.parse(text) + at - draft.at).toISOString() : text);
  if (typeof data.closedAt === 'string') data.closedAt = moved(data.closedAt);
  const window = data.window as { from?: unknown; to?: unknown } | undefined;
  if (window && typeof window === 'object') data.window = { from: moved(window.from), to: moved(window.to) };
  return envelope(draft, source, renamed(draft.id), at, data, renamed);
}

function envelope(
  draft: Draft,
  source: string,
  id: string,
  at: number,
  data: Record<string, unknown>,
  renamed: (id: string) => string,
): Record<string, unknown> {
  const event: Record<string, unknown> = { specversion: '1.0', id, source, type: draft.type, time: new Date(at).toISOString(), data };
  if (draft.replaces !== undefined) event.replaces = renamed(draft.replaces);
  if (draft.retracts !== undefined) event.retracts = renamed(draft.retracts);
  return event;
}

function withRef(data: Record<string, unknown>, change: (ref: { source: string; id: string }) => object): Record<string, unknown> {
  const ref = data.ticketRef as { source?: unknown; id?: unknown } | undefined;
  if (!ref || typeof ref.id !== 'string') return { ...data };
  return { ...data, ticketRef: change({ source: typeof ref.source === 'string' ? ref.source : '', id: ref.id }) };
}
