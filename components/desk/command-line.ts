/**
 * The command line of the desk: verb, ticket, unit, helpers, note. `派 4127 天河住建 协办 天河城管 备注 请携带监测设备`.
 * Pure: what may be named is brought by the caller.
 */

export type Named = { code: string; name: string };
export type Choice = { field: string; value: string; label: string };
export type LineTicket = { id: number; no: string };

export type LineContext = {
  /** Words of each command, in any language: 派, 派单, d, dispatch. */
  verbs: Readonly<Record<string, readonly string[]>>;
  tickets: readonly LineTicket[];
  /** The ticket that is meant when none is named. */
  current: number | null;
  units: readonly Named[];
  /** Choices of a command by their words: 不属职责, 110. */
  choices: Readonly<Record<string, readonly Choice[]>>;
};

export type LineProblem =
  | { code: 'no_ticket'; word: string }
  | { code: 'many_tickets'; word: string; count: number }
  | { code: 'nothing_open' }
  | { code: 'no_unit'; word: string }
  | { code: 'many_units'; word: string; names: string[] };

export type ParsedLine =
  | { kind: 'empty' }
  | { kind: 'unknown'; word: string }
  | {
      kind: 'command';
      command: string;
      /** What was typed for the verb. */
      verb: string;
      ticket: number | null;
      unit: Named | null;
      co: Named[];
      choices: Choice[];
      note: string;
      problems: LineProblem[];
    };

const NOTE = /^(?:备注|说明|理由|注|note|--)[:：]?$/i;
const NOTE_GLUED = /^(?:备注|说明|理由)[:：]?(?=\S)/;
const CO = /^(?:协办|协|with)[:：]?$/i;

/** Commands whose bare words name a unit. */
const TAKES_UNIT = new Set(['dispatch', 'designate', 'pass_down', 'coordinate']);

export function parseLine(text: string, context: LineContext): ParsedLine {
  const line = text.normalize('NFKC').trim();
  if (line === '') return { kind: 'empty' };
  const found = verbOf(line, context.verbs);
  if (!found) return { kind: 'unknown', word: line.split(/\s+/)[0] ?? line };
  const { head, note } = splitNote(found.rest);
  const parsed = {
    kind: 'command' as const,
    command: found.command,
    verb: found.verb,
    ticket: context.current,
    unit: null,
    co: [],
    choices: [],
    note,
    problems: [],
  };
  return readWords(parsed, head, context);
}

type Command = Extract<ParsedLine, { kind: 'command' }>;

function readWords(start: Command, words: string[], context: LineContext): Command {
  const parsed: Command = { ...start, co: [], choices: [], problems: [] };
  let helpers = start.command === 'coordinate';
  const spare: string[] = [];
  words.forEach((word, i) => {
    if (CO.test(word)) helpers = true;
    else if (i === 0 && isTicket(word)) takeTicket(parsed, word, context.tickets);
    else {
      const choice = (context.choices[parsed.command] ?? []).find((c) => c.label === word || c.value === word);
      if (choice) parsed.choices.push(choice);
      else if (TAKES_UNIT.has(parsed.command)) takeUnit(parsed, word, helpers, context.units);
      else spare.push(word);
    }
  });
  if (spare.length > 0) parsed.note = [spare.join(' '), parsed.note].filter(Boolean).join(' ');
  if (parsed.ticket === null && !parsed.problems.some((p) => p.code === 'no_ticket' || p.code === 'many_tickets'))
    parsed.problems.push({ code: 'nothing_open' });
  return parsed;
}

function verbOf(line: string, verbs: LineContext['verbs']): { command: string; verb: string; rest: string } | null {
  const lower = line.toLowerCase();
  let best: { command: string; verb: string; rest: string } | null = null;
  for (const [command, words] of Object.entries(verbs)) {
    for (const word of words) {
      if (!lower.startsWith(word) || (best && best.verb.length >= word.length)) continue;
      const rest = line.slice(word.length);
      // A letter stands alone; a Chinese verb may touch what follows it: 派4127.
      if (/^[a-z]/.test(word) && !/^(\s|$)/.test(rest)) continue;
      best = { command, verb: word, rest };
    }
  }
  return best;
}

function splitNote(rest: string): { head: string[]; note: string } {
  const words = rest.trim().split(/\s+/).filter(Boolean);
  const at = words.findIndex((w) => NOTE.test(w) || NOTE_GLUED.test(w));
  if (at < 0) return { head: words, note: '' };
  const first = words[at] ?? '';
  const glued = NOTE.test(first) ? [] : [first.replace(NOTE_GLUED, '')];
  return { head: words.slice(0, at), note: [...glued, ...words.slice(at + 1)].join(' ') };
}

/** Digits, or a number of a ticket as it is printed without its spaces. */
function isTicket(word: string): boolean {
  return /^#?\d{1,30}$/.test(word) || /^\d{6,}[A-Z]\d+$/i.test(word);
}

function takeTicket(parsed: Command, word: string, tickets: readonly LineTicket[]): void {
  const digits = word.replace('#', '').toLowerCase();
  const bare = (t: LineTicket) => t.no.replaceAll(' ', '').toLowerCase();
  const exact = tickets.filter((t) => bare(t) === digits || String(t.id) === digits);
  const ending = exact.length > 0 ? exact : tickets.filter((t) => bare(t).endsWith(digits));
  parsed.ticket = ending.length === 1 ? (ending[0]?.id ?? null) : null;
  if (ending.length === 0) parsed.problems.push({ code: 'no_ticket', word });
  else if (ending.length > 1) parsed.problems.push({ code: 'many_tickets', word, count: ending.length });
}

function takeUnit(parsed: Command, word: string, helpers: boolean, units: readonly Named[]): void {
  for (const part of word.split(/[,，、]/).filter(Boolean)) {
    const found = findUnits(units, part);
    const [unit] = found;
    if (!unit) parsed.problems.push({ code: 'no_unit', word: part });
    else if (found.length > 1) parsed.problems.push({ code: 'many_units', word: part, names: found.slice(0, 4).map((u) => u.name) });
    else if (helpers || parsed.unit) parsed.co.push(unit);
    else parsed.unit = unit;
  }
}

/** Units that a word may mean, of the best kind of likeness only: the code, the name, a part of it, its letters in order. */
export function findUnits(units: readonly Named[], word: string): Named[] {
  const tiers: ((unit: Named) => boolean)[] = [
    (u) => u.code === word || u.name === word,
    (u) => u.name.startsWith(word),
    (u) => u.name.includes(word),
    (u) => inOrder(u.name, word),
  ];
  for (const tier of tiers) {
    const found = units.filter(tier);
    if (found.length > 0) return found;
  }
  return [];
}

function inOrder(name: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
