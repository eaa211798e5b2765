import { TICKET } from '../../server/core/kinds/ticket.ts';
import type { DeskCommand, DeskField } from '../../server/wire/desk.ts';
import type { DeskAction } from './desk-keys.ts';

/** Which command a key or a button gives on a ticket, and whether it asks something first. Pure. */

/** What is next for a ticket, a rectification or a task, the first of these that may be done: Enter gives it. */
const PRIMARY = [
  'dispatch',
  'designate',
  'adjudicate',
  'sign',
  'settle_extension',
  'settle_hold',
  'answer',
  'close',
  'follow_up',
  'link_back',
  'redo',
  'archive',
  'judge_valid',
  'uphold_appeal',
  'contact',
  'rectify',
  'pass',
  'second_review',
  'issue',
  'submit',
  'finish',
  'assign',
  'file',
] as const;

/** Beside the primary one, in this order; the rest stands behind 更多. */
const BESIDE = [
  'return',
  'absorb',
  'transfer',
  'direct_answer',
  'check_back',
  'extend',
  'contact',
  'urge',
  'supervise',
  'instruct',
  'accept',
  'refuse',
  'judge_invalid',
  'deny_appeal',
  'send_back',
  'appeal',
  'progress',
  'drop',
] as const;
const BESIDE_MOST = 2;

const BY_ACTION: Partial<Record<DeskAction, readonly string[]>> = {
  dispatch: ['dispatch', 'designate'],
  sign: ['sign'],
  return: ['return', 'adjudicate', 'check_back'],
  merge: ['absorb'],
  urge: ['urge'],
  acknowledge: ['acknowledge'],
};

/** One key is enough: there is nothing to say, and what it does can be seen or done again. */
const AT_ONCE = new Set(['sign', 'accept', 'acknowledge']);

/** Fields that the desk fills in by itself. */
const OWN_FIELDS = new Set(['rank', 'clause', 'of', 'by', 'ladder', 'member', 'indicator']);

export const hasCommand = (commands: readonly DeskCommand[], name: string): boolean => commands.some((c) => c.command === name);

export function primaryOf(commands: readonly DeskCommand[]): DeskCommand | null {
  for (const name of PRIMARY) {
    const found = commands.find((c) => c.command === name);
    if (found) return found;
  }
  return null;
}

/** What a phone's card offers: a caller who waits for the first contact comes before the answer, as his limit does. */
export function cardButtons(
  commands: readonly DeskCommand[],
  clock: string | null,
): { primary: DeskCommand | null; beside: DeskCommand[]; more: DeskCommand[] } {
  const primary = primaryOf(commands);
  const { beside, more } = buttonsOf(commands);
  const contact = clock === 'first_contact' ? (commands.find((c) => c.command === 'contact') ?? null) : null;
  if (contact === null || contact === primary) return { primary, beside, more };
  const without = (list: DeskCommand[]) => list.filter((c) => c !== contact);
  return { primary: contact, beside: [...(primary ? [primary] : []), ...without(beside)], more: without(more) };
}

/** Buttons beside the primary one, and what stands behind the last. */
export function buttonsOf(commands: readonly DeskCommand[]): { beside: DeskCommand[]; more: DeskCommand[] } {
  const primary = primaryOf(commands);
  const rest = commands.filter((c) => c !== primary && c.command !== 'acknowledge' && c.command !== 'release');
  const beside = BESIDE.flatMap((name) => rest.filter((c) => c.command === name)).slice(0, BESIDE_MOST);
  return { beside, more: rest.filter((c) => !beside.includes(c)) };
}

/** The command of a key on a ticket; null when it may not be given now. */
export function commandFor(action: DeskAction, commands: readonly DeskCommand[]): DeskCommand | null {
  for (const name of BY_ACTION[action] ?? []) {
    const found = commands.find((c) => c.command === name);
    if (found) return found;
  }
  return null;
}

/** What a key wants for many tickets, whether or not the one that stands open takes it. */
export const wantedBy = (action: DeskAction): string | null => BY_ACTION[action]?.[0] ?? null;

export function actionFor(command: string): DeskAction | null {
  const entry = Object.entries(BY_ACTION).find(([, names]) => names?.[0] === command);
  return entry ? (entry[0] as DeskAction) : null; // keys of the table are actions
}

/** Fields that the form shows. */
export function formFields(command: DeskCommand): DeskField[] {
  return command.fields.filter((f) => !OWN_FIELDS.has(f.name) || (f.name === 'by' && f.need));
}

export function isAtOnce(command: DeskCommand): boolean {
  return AT_ONCE.has(command.command) && formFields(command).every((f) => !f.need);
}

/** What the desk adds to what was written: who urges is the desk. */
export function withOwn(command: DeskCommand, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = command.fields.some((f) => f.name === 'by' && f.choice?.includes('desk'));
  return known && data.by === undefined ? { ...data, by: 'desk' } : { ...data };
}

/** Names of needed fields that nothing was given for. `reached` of a call-back that came to nothing needs no answers. */
export function missing(command: DeskCommand, data: Readonly<Record<string, unknown>>): string[] {
  return formFields(command)
    .filter((f) => isNeeded(command, f, data))
    .map((f) => f.name)
    .filter((name) => isEmpty(data[name]));
}

/** Whether a field must be filled in, as the form stands. */
export const isNeeded = (command: DeskCommand, field: DeskField, data: Readonly<Record<string, unknown>>): boolean =>
  field.need || neededWith(command.command, field.name, data);

const neededWith = (command: string, field: string, data: Readonly<Record<string, unknown>>): boolean =>
  data.reached === true && (field === 'level' ? command === 'follow_up' || command === 'second_review' : command === 'follow_up' && field === 'resolved');

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
}

/** Where a note of the command line goes: the needed text, else the reason, else any text. */
export function noteField(fields: readonly DeskField[]): string | null {
  const texts = fields.filter((f) => f.type === 'text' && f.name !== 'clause');
  return (texts.find((f) => f.need) ?? texts.find((f) => f.name === 'reason') ?? texts[0])?.name ?? null;
}

/** Commands that make sense for many tickets at once; each still says no for itself. */
const MANY = ['dispatch', 'sign', 'urge', 'supervise', 'instruct', 'accept', 'close', 'archive', 'prioritize', 'mark', 'refuse', 'withdraw', 'absorb'] as const;
export const forMany = (commands: readonly DeskCommand[]): DeskCommand[] => MANY.flatMap((name) => commands.filter((c) => c.command === name));

/** A command as the kernel's own table has it, for a ticket that is not open: the server judges it. */
export function tableCommand(name: string): DeskCommand | null {
  const spec = TICKET.commands[name];
  if (!spec) return null;
  const fields = Object.entries(spec.fields).map(
    ([field, { type, need, choice, least, most }]): DeskField => ({
      name: field,
      type,
      need: need === true,
      choice: choice ? [...choice] : null,
      least: least ?? null,
      most: most ?? null,
    }),
  );
  return { command: name, undoable: spec.undoable === true, fields };
}
