import type { Mapped } from './map-row.ts';

/** A row that is a CloudEvent itself: it keeps its type, time and data, and its source when it has one. */
export function wholeEvent(values: Record<string, unknown>): Mapped {
  const id = typeof values.id === 'string' && values.id !== '' ? values.id : null;
  if (id === null) return { id, reason: '编号（id）为空' };
  const at = typeof values.time === 'string' && /(?:Z|[+-]\d{2}:\d{2})$/.test(values.time) ? Date.parse(values.time) : Number.NaN;
  if (Number.isNaN(at)) return { id, reason: `时间（time）无法识别：${String(values.time ?? '').slice(0, 40)}` };
  if (typeof values.type !== 'string') return { id, reason: '类型（type）为空' };
  if (typeof values.data !== 'object' || values.data === null || Array.isArray(values.data)) return { id, reason: '内容（data）不是对象' };
  const optional = (name: 'source' | 'replaces' | 'retracts') => (typeof values[name] === 'string' ? { [name]: values[name] } : {});
  const draft = {
    id,
    type: values.type,
    at,
    data: values.data as Record<string, unknown>,
    ...optional('source'),
    ...optional('replaces'),
    ...optional('retracts'),
  };
  return { id, drafts: [draft] };
}
