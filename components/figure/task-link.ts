import { parseTopicKey, topicKey } from '../../server/wire/signals.ts';

/** A figure that a task is to be made of, as an address carries it from where the figure is shown to where tasks are made. Pure. */
export type TaskDraft = {
  indicator: string;
  region: string;
  scope?: string;
  status?: string;
  /** The period of the figure, epoch ms. */
  from: number;
  to: number;
  bound: number | null;
  side: 'above' | 'below' | null;
};

/** Names of the parameters that are written here. */
export const TASK_DRAFT_KEYS: readonly string[] = ['fig', 'fs', 'fe', 'bound', 'side'];

export function taskHref(draft: TaskDraft): string {
  return `/tasks?${writeTaskDraft(new URLSearchParams({ r: draft.region, new: '1' }), draft)}`;
}

export function writeTaskDraft(out: URLSearchParams, { from, to, bound, side, ...figure }: TaskDraft): URLSearchParams {
  out.set('fig', topicKey(figure));
  out.set('fs', String(from));
  out.set('fe', String(to));
  if (bound !== null) out.set('bound', String(bound));
  if (side !== null) out.set('side', side);
  return out;
}

/** Null for an address that names no figure, or no span of it. */
export function parseTaskDraft(params: URLSearchParams): TaskDraft | null {
  const topic = parseTopicKey(params.get('fig') ?? '');
  const [from, to] = [Number(params.get('fs')), Number(params.get('fe'))];
  if (!topic || topic.dims || !Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || from >= to) return null;
  const text = params.get('bound');
  const bound = text === null || text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text);
  const side = params.get('side');
  return { ...topic, from, to, bound, side: side === 'above' || side === 'below' ? side : null };
}
