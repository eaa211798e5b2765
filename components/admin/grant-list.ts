import { isRole, type Role } from '../../server/core/access/roles.ts';
import type { OffsetAt } from '../../server/core/indicator/window.ts';
import { dayEnd, dayStart } from './grant-time.ts';

/** A line of a list of grants, as it is typed or pasted: login, role, region, department, may unmask, first day, last day. */
export type ListLine =
  | {
      ok: true;
      line: number;
      login: string;
      role: Role;
      region: string;
      department: string | null;
      unmask: boolean;
      from: number | null;
      until: number | null;
    }
  | { ok: false; line: number; text: string; why: 'fields' | 'role' | 'region' | 'department' | 'unmask' | 'day' };

/** The names that a list may use beside codes. */
export type ListNames = {
  role(name: string): Role | null;
  /** Codes stand for themselves; a name that several regions have stands for none. */
  region(name: string): string | null;
  department(name: string): string | null;
  offset: OffsetAt;
};

export const MOST_LINES = 500;
const YES = ['1', '是', '可', 'yes', 'y', 'true'];
const NO = ['', '0', '否', '遮', 'no', 'n', 'false'];

/** Reads a list with commas or tabs; a first line that names no role is its head. Pure. */
export function parseGrantList(text: string, names: ListNames): ListLine[] {
  const lines = text
    .split(/\r?\n/)
    .map((raw, i) => ({ line: i + 1, text: raw.trim() }))
    .filter((l) => l.text !== '');
  const first = lines[0];
  const body = first && roleOf(fieldsOf(first.text)[1] ?? '', names) === null && !/\d{6}/.test(first.text) ? lines.slice(1) : lines;
  return body.slice(0, MOST_LINES).map((l) => parseLine(l.line, l.text, names));
}

function fieldsOf(text: string): string[] {
  return text.split(text.includes('\t') ? '\t' : /[,，]/).map((f) => f.trim().replace(/^"(.*)"$/, '$1'));
}

const roleOf = (text: string, names: ListNames): Role | null => (isRole(text) ? text : names.role(text));

function parseLine(line: number, text: string, names: ListNames): ListLine {
  const fault = (why: Extract<ListLine, { ok: false }>['why']): ListLine => ({ ok: false, line, text, why });
  const [login = '', roleText = '', regionText = '', departmentText = '', unmaskText = '', fromText = '', untilText = '', ...more] = fieldsOf(text);
  if (login === '' || roleText === '' || regionText === '' || more.some((f) => f !== '')) return fault('fields');
  const role = roleOf(roleText, names);
  if (!role) return fault('role');
  const region = /^\d{6,12}$/.test(regionText) ? regionText : names.region(regionText);
  if (region === null) return fault('region');
  const department = departmentText === '' ? null : names.department(departmentText);
  if (departmentText !== '' && department === null) return fault('department');
  const mark = unmaskText.toLowerCase();
  if (!YES.includes(mark) && !NO.includes(mark)) return fault('unmask');
  const from = fromText === '' ? null : dayStart(fromText, names.offset);
  const until = untilText === '' ? null : dayEnd(untilText, names.offset);
  if ((fromText !== '' && from === null) || (untilText !== '' && until === null)) return fault('day');
  return { ok: true, line, login: login.toLowerCase(), role, region, department, unmask: YES.includes(mark), from, until };
}
