'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ClockView, DeskCommand, DeskRow, DeskView } from '../../server/wire/desk.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useNow } from '../live/use-now.ts';
import { useLocale } from '../ui/locale.tsx';
import type { LineCommand } from './command-bar.tsx';
import { helperCodes } from './command-field.tsx';
import type { Choice as LineChoice, Named } from './command-line.ts';
import { choiceText, commandText, commandWords } from './command-messages.ts';
import { hasCommand, isAtOnce, noteField, primaryOf, tableCommand, withOwn } from './command-rules.ts';
import type { Choice } from './decision-pane.tsx';
import { queueInput } from './desk-url.ts';
import { deskWords } from './messages.ts';
import { after, belongsTo, walk } from './queue-list.ts';
import { firstView } from './roles.ts';
import { useAct, useDeskDoor } from './use-act.ts';
import { useDeskUrl } from './use-desk-url.ts';
import type { DraftData } from './use-draft.ts';
import { useCounts, useQueue } from './use-queue.ts';
import { useAdvice, useAhead, useTicket } from './use-ticket.ts';

/** The form that stands open: which command, with what filled in, and whether it asks why another unit was chosen. */
export type OpenForm = { id: number; command: DeskCommand; start: DraftData; asksWhy: boolean };

/** Everything that the desk knows and does, for its wide and its narrow look. */
export function useDesk({ opens }: { opens: boolean }) {
  const { meta, viewer, home } = useConsole();
  const { locale } = useLocale();
  const words = commandWords[locale];
  const desk = deskWords[locale];
  const [url, setUrl] = useDeskUrl();
  const now = useNow() ?? meta.now;
  const clock = useRef(now);
  clock.current = now;
  const view: DeskView = url.view ?? firstView(viewer.roles);
  const page = queueInput(url, home.adcode, view);
  const queue = useQueue(page, () => clock.current);
  const counts = useCounts(page.region);
  const { list } = queue;
  const selected = url.ticket;
  const open = useTicket(selected);
  const ticket = open.ticket;
  const advice = useAdvice(selected, ticket?.row.version ?? 0);
  const units = useMemo<Named[]>(() => Object.entries(meta.departments).map(([code, name]) => ({ code, name })), [meta.departments]);
  const [form, setForm] = useState<OpenForm | null>(null);
  const [checked, setChecked] = useState<ReadonlySet<number>>(new Set());
  const [picked, setPicked] = useState<{ id: number; choice: Choice } | null>(null);

  const select = useCallback((id: number | null) => setUrl({ ticket: id, ledger: null }, { replace: true }), [setUrl]);
  const { settle, put, reread } = queue;
  useEffect(() => {
    setForm(null);
    setChecked(new Set());
    setPicked(null);
    settle(selected);
  }, [selected, settle]);
  useEffect(() => {
    if (opens && selected === null && list.rows.length > 0) select(walk(list, null, 1));
  }, [opens, selected, list, select]);
  useAhead([walk(list, selected, 1), walk(list, selected, -1)].map((id) => (id === selected ? null : id)));

  const door = useDeskDoor();
  const acting = useAct(door, (id, row, command) => {
    put(id, row);
    setForm(null);
    if (command === 'absorb') setChecked(new Set());
    if (command === 'undo') return select(id);
    const stays = row !== null && belongsTo(page, row, clock.current);
    if (stays || id !== selected) return settle(selected);
    const next = opens ? after(list, id) : null;
    select(next);
    settle(next);
  });

  const suggestions = advice.advice?.units ?? [];
  const first = suggestions[0];
  const suggested: Choice | null = first ? { unit: first.unit, name: first.name, rank: 1, co: first.co.map((c) => c.unit) } : null;
  const choice = picked && picked.id === selected ? picked.choice : suggested;
  const choose = (next: Choice) => {
    if (selected !== null) setPicked({ id: selected, choice: next });
  };

  const did = (command: string, data: DraftData) => {
    const unit = typeof data.unit === 'string' ? (meta.departments[data.unit] ?? data.unit) : '';
    const co = Array.isArray(data.co) ? data.co.map((c) => meta.departments[String(c)] ?? String(c)).join('、') : '';
    return desk.did(commandText(words, command), co ? desk.withCo(unit, co) : unit);
  };
  const target = (id: number): Pick<DeskRow, 'id' | 'no' | 'version'> | null =>
    ticket && ticket.row.id === id ? ticket.row : (list.rows.find((r) => r.id === id) ?? null);

  /** Gives a command; whether it went through. Fields that were left empty are not sent. */
  const give = async (id: number, command: DeskCommand, data: DraftData): Promise<boolean> => {
    const to = target(id);
    if (!to) return false;
    const known = Object.fromEntries(Object.entries(withOwn(command, data)).filter(([, v]) => v !== null && v !== '' && v !== undefined));
    const answer = await acting.act(to, command.command, known, did(command.command, known));
    if (!answer?.ok) open.reload();
    if (answer?.ok && command.command === 'absorb' && Array.isArray(known.members)) for (const m of known.members) if (typeof m === 'number') put(m, null);
    return answer?.ok === true;
  };
  const send = (command: DeskCommand, to: Choice, why: string): Promise<boolean> => {
    const rank = to.rank ?? undefined;
    const clause = suggestions.find((s) => s.unit === to.unit)?.clause ?? undefined;
    const co = to.co.length > 0 ? [...to.co] : undefined;
    return give(selected ?? 0, command, { unit: to.unit, co, rank, clause, reason: why });
  };

  /** Enter: what is next for the ticket. Another unit than the first is asked why, once. */
  const primary = () => {
    const command = ticket ? primaryOf(ticket.commands) : null;
    if (!command || !ticket || acting.busy) return;
    if (command.command === 'dispatch' && choice) {
      if (choice.rank === 1) void send(command, choice, '');
      else setForm({ id: ticket.row.id, command, start: { unit: choice.unit, co: [...choice.co] }, asksWhy: true });
      return;
    }
    run(command);
  };
  const run = (command: DeskCommand) => {
    if (!ticket || acting.busy) return;
    if (isAtOnce(command)) return void give(ticket.row.id, command, {});
    const start: DraftData =
      command.command === 'dispatch' || command.command === 'designate'
        ? choice
          ? { unit: choice.unit, co: [...choice.co] }
          : {}
        : command.command === 'absorb'
          ? { members: [...checked] }
          : command.command === 'follow_up'
            ? { by: 'call' }
            : {};
    setForm({ id: ticket.row.id, command, start, asksWhy: false });
  };
  /** What the form gives: a unit is told with its place among the suggested ones. */
  const giveForm = (data: DraftData): Promise<boolean> => {
    if (!form) return Promise.resolve(false);
    const unit = typeof data.unit === 'string' ? data.unit : null;
    if (unit === null || (form.command.command !== 'dispatch' && form.command.command !== 'designate')) return give(form.id, form.command, data);
    const rank = suggestions.findIndex((s) => s.unit === unit);
    const clause = suggestions[rank]?.clause ?? undefined;
    return give(form.id, form.command, { ...data, co: helperCodes(data.co), rank: rank < 0 ? undefined : rank + 1, clause });
  };

  const lineChoices = useMemo(() => choicesOf(words), [words]);
  const line = async (parsed: LineCommand): Promise<boolean> => {
    if (parsed.ticket === null) return false;
    if (parsed.command === 'open') {
      select(parsed.ticket);
      return true;
    }
    const here = parsed.ticket === selected;
    const command = (here ? ticket?.commands.find((c) => c.command === parsed.command) : null) ?? tableCommand(parsed.command);
    if (!command) return false;
    const note = noteField(command.fields);
    const data: Record<string, unknown> = Object.fromEntries(parsed.choices.map((c) => [c.field, c.value]));
    if (parsed.unit) data.unit = parsed.unit.code;
    if (parsed.co.length > 0) data.co = parsed.co.map((c) => c.code);
    if (note && parsed.note) data[note] = parsed.note;
    if (parsed.command === 'absorb' && here) data.members = [...checked];
    if (parsed.command === 'dispatch' && here) {
      const to: Choice | null = parsed.unit
        ? { unit: parsed.unit.code, name: parsed.unit.name, rank: rankOf(suggestions, parsed.unit.code), co: parsed.co.map((c) => c.code) }
        : choice;
      if (!to) return false;
      if (to.rank === 1 || parsed.note) return send(command, to, parsed.note);
      choose(to);
      setForm({ id: parsed.ticket, command, start: { unit: to.unit, co: [...to.co] }, asksWhy: suggestions.length > 0 });
      return true;
    }
    return give(parsed.ticket, command, data);
  };

  const left = selected !== null && list.gone.has(selected);
  const explain = (of: ClockView) => setUrl({ ledger: `${of.kind}.${of.round}` });
  const canMerge = ticket !== null && hasCommand(ticket.commands, 'absorb');
  return {
    ...{ url, setUrl, view, page, now, queue, counts, list, selected, select, open, ticket, advice, units, viewer },
    ...{ form, setForm, checked, setChecked, choice, choose, acting, give, giveForm, primary, run, line, lineChoices, left, explain, canMerge, reread },
  };
}

export type Desk = ReturnType<typeof useDesk>;

function rankOf(units: readonly { unit: string }[], unit: string): number | null {
  const at = units.findIndex((u) => u.unit === unit);
  return at < 0 ? null : at + 1;
}

/** Words of all choices of all commands, for the command line. */
function choicesOf(words: (typeof commandWords)['zh-CN']): Record<string, LineChoice[]> {
  return Object.fromEntries(
    Object.keys(words.commands).map((command) => [
      command,
      (tableCommand(command)?.fields ?? []).flatMap((f) =>
        (f.choice ?? []).map((value) => ({ field: f.name, value, label: choiceText(words, f.name, value) })),
      ),
    ]),
  );
}
