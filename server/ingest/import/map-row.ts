import { zoneOffset } from '../../core/indicator/window.ts';
import type { Draft } from './draft.ts';
import type { EventMap, ImportMap, MapValue } from './map-file.ts';
import { parseTime } from './parse-time.ts';

/** What a row gives, or why it cannot be read (for the operator, in Chinese). */
export type Mapped = { id: string | null; drafts: Draft[] } | { id: string | null; reason: string };

/** Names of fields in reasons. */
const FIELD: Record<string, string> = { title: '标题', body: '正文', item: '事项', department: '部门', region: '区域', level: '等级', channel: '渠道' };
/** Fields that an event must have but that may be empty. */
const MAY_BE_EMPTY = new Set(['title', 'body']);

class Damage extends Error {}

/** A mapper for the rows of one file. A row is taken whole or not at all. */
export function rowMapper(map: ImportMap): (values: Record<string, unknown>) => Mapped {
  const events = [map.first, ...map.further].map((event) => ({ event, offset: zoneOffset(event.time.zone) }));
  return (values) => {
    const id = textOf(values[map.id]);
    if (id === '') return { id: null, reason: `编号（${map.id}）为空` };
    try {
      checkText(values);
      const drafts: Draft[] = [];
      for (const [n, { event, offset }] of events.entries()) {
        const written = values[event.time.col];
        if (n > 0 && textOf(written) === '') continue;
        const at = parseTime(written, offset);
        if (at === null)
          throw new Damage(textOf(written) === '' ? `时间（${event.time.col}）为空` : `时间（${event.time.col}）无法识别：${textOf(written).slice(0, 40)}`);
        drafts.push({ id: n === 0 ? id : `${id}/${n}`, type: event.type, at, data: dataOf(event, values, id) });
      }
      return { id, drafts };
    } catch (error) {
      if (error instanceof Damage) return { id, reason: error.message };
      throw error;
    }
  };
}

function dataOf(event: EventMap, values: Record<string, unknown>, rowId: string): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [path, from] of Object.entries(event.data)) {
    const value = 'const' in from ? from.const : cellValue(from, values[from.col]);
    const missing = value === undefined || (typeof value === 'string' && value.trim() === '');
    if (missing && event.required.includes(path)) throw new Damage(`${FIELD[path] ?? path}为空`);
    if (value === undefined) {
      if (MAY_BE_EMPTY.has(path)) data[path] = '';
      continue;
    }
    const [head, tail] = path.split('.') as [string, string?];
    if (tail === undefined) data[head] = value;
    else data[head] = { ...(data[head] as object | undefined), [tail]: value };
  }
  if (event.type === 'cn.tongguan.ticket.reported.v1' && textOf(data.title) === '' && textOf(data.body) === '') throw new Damage('标题和正文都为空');
  // A step belongs to the ticket of its row; whoever sends the event fills in the source.
  if (event.type === 'cn.tongguan.ticket.progressed.v1' && data.ticketRef === undefined) data.ticketRef = { id: rowId };
  return data;
}

/** Undefined for an empty cell. */
function cellValue(from: Extract<MapValue, { col: string }>, cell: unknown): unknown {
  const text = textOf(cell);
  if (text === '') return undefined;
  if (from.values) {
    const value = from.values[text];
    if (value === undefined) throw new Damage(`${from.col} 的值没有对应：${text.slice(0, 40)}`);
    return value;
  }
  if (from.as === 'text') return typeof cell === 'string' ? cell : text;
  if (from.as === 'boolean') return booleanOf(from.col, text);
  const number = typeof cell === 'number' ? cell : Number(text.replace(/[,，\s]/g, ''));
  if (!Number.isFinite(number) || (from.as === 'integer' && !Number.isInteger(number)))
    throw new Damage(`${from.col} 不是${from.as === 'integer' ? '整数' : '数字'}：${text.slice(0, 40)}`);
  return number;
}

function booleanOf(column: string, text: string): boolean {
  if (/^(?:1|true|yes|y|是|有)$/i.test(text)) return true;
  if (/^(?:0|false|no|n|否|无)$/i.test(text)) return false;
  throw new Damage(`${column} 不是“是”或“否”：${text.slice(0, 40)}`);
}

/** Bytes that no encoding could read were replaced: the row is not what somebody wrote. */
function checkText(values: Record<string, unknown>): void {
  for (const [column, value] of Object.entries(values))
    if (typeof value === 'string' && value.includes('\uFFFD')) throw new Damage(`${column} 中有无法解码的字节`);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
