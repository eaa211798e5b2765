'use client';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DeskActedMany, DeskCommand } from '../../server/wire/desk.ts';
import { useConsole } from '../figure/console-context.tsx';
import { formatCount } from '../ui/format.ts';
import { LiveRegion } from '../ui/live-region.tsx';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { BulkPane } from './bulk-pane.tsx';
import { clocksInOrder } from './clock-look.ts';
import { CommandBar } from './command-bar.tsx';
import { CommandForm } from './command-form.tsx';
import { commandFor, wantedBy } from './command-rules.ts';
import { COMMAND_VERBS } from './command-verbs.ts';
import { DecisionPane } from './decision-pane.tsx';
import styles from './desk.module.css';
import { type DeskAction, keyCap, readKeys } from './desk-keys.ts';
import { narrowed } from './desk-url.ts';
import type { DeskWords } from './desk-words.ts';
import { KeySheet } from './key-sheet.tsx';
import { LedgerDrawer } from './ledger-drawer.tsx';
import { deskWords } from './messages.ts';
import { after, range, toggle, walk } from './queue-list.ts';
import { QueuePane } from './queue-pane.tsx';
import { stamp } from './ticket-clocks.tsx';
import { TicketPane } from './ticket-pane.tsx';
import { useDesk } from './use-desk.ts';
import { useDeskKeys } from './use-desk-keys.ts';
import type { DraftData } from './use-draft.ts';
import { useStored } from './use-stored.ts';
import { usePresence } from './use-ticket.ts';

/** The dispatcher's desk: queue, ticket, decision, command line. */
export function DeskScreen() {
  const words = deskWords[useLocale().locale];
  const { may } = useConsole();
  if (may('ticket.read')) return <Desk />;
  return <PanelStateBody state={{ kind: 'denied', why: words.denied, what: words.deniedWhat }} />;
}

function Desk() {
  const { locale } = useLocale();
  const words = deskWords[locale];
  const desk = useDesk({ opens: true });
  const { list, selected, ticket, viewer, counts, view } = desk;
  const [keys, setKeys] = useStored(`tongguan.desk.keys.${viewer.login}`, readKeys);
  const [sheet, setSheet] = useState(false);
  const [writing, setWriting] = useState(false);
  const others = usePresence(selected, writing);
  const bulk = useBulk(desk);
  const line = useRef<HTMLInputElement>(null);
  const press = usePresses(desk, bulk, line, () => setSheet(true));
  useDeskKeys(keys, press, () => {
    if (desk.form) desk.setForm(null);
    else if (bulk.wanted !== null && !document.querySelector('[data-bulk-go=over]')) bulk.want(null);
    else if (bulk.chosen.size > 0) bulk.clear();
    else return false;
    return true;
  });
  const at = list.rows.findIndex((r) => r.id === selected);
  // A list that is narrowed is counted by nobody but its reader.
  const whole = narrowed(desk.url) === 0 && desk.url.due === null && desk.url.mark === null ? counts?.views.find((v) => v.view === view)?.count : undefined;
  const total = `${formatCount(Math.max(whole ?? 0, list.rows.length), locale)}${whole === undefined && list.next !== null ? '+' : ''}`;
  const capOf = (action: DeskAction) => (keys.off ? '' : keyCap(keys.map[action]));
  const context = useMemo(
    () => ({
      verbs: COMMAND_VERBS,
      tickets: ticket && at < 0 ? [...list.rows, ticket.row] : list.rows,
      current: selected,
      units: desk.units,
      choices: desk.lineChoices,
    }),
    [list.rows, ticket, at, selected, desk.units, desk.lineChoices],
  );
  return (
    <div className={styles.desk} data-desk>
      <QueuePane {...desk} login={viewer.login} chosen={bulk.chosen} onSelect={desk.select} onChoose={bulk.choose} onChooseAll={bulk.all} />
      <TicketPane
        id={selected}
        open={desk.open}
        waits={desk.queue.loading || list.rows.length > 0}
        advice={desk.advice}
        others={others}
        position={at < 0 ? '' : words.position(at + 1, total)}
        left={desk.left && bulk.chosen.size === 0}
        now={desk.now}
        checked={desk.checked}
        onCheck={(id) => desk.setChecked(toggle(desk.checked, id))}
        mergeKey={desk.canMerge ? capOf('merge') : null}
        onMerge={() => press('merge')}
        onRelease={releaseOf(desk)}
        receiptKey={capOf('acknowledge') || null}
        onReceipt={(seq) => receipt(desk, seq)}
        onExplain={desk.explain}
        onOpen={desk.select}
      />
      {bulk.chosen.size > 0 ? (
        <BulkPane
          rows={bulk.rows}
          commands={ticket?.commands ?? []}
          units={desk.units}
          wanted={bulk.wanted}
          onWant={bulk.want}
          onDone={bulk.done}
          onClear={bulk.clear}
        />
      ) : (
        <DecisionPane
          ticket={ticket}
          advice={desk.advice}
          choice={desk.choice}
          onChoose={(unit, rank) => desk.choose({ unit: unit.unit, name: unit.name, rank, co: unit.co.map((c) => c.unit) })}
          onCo={(co) => desk.choice && desk.choose({ ...desk.choice, co })}
          units={desk.units}
          keys={keys}
          busy={desk.acting.busy}
          onKeys={() => setSheet(true)}
          onPrimary={desk.primary}
          onCommand={desk.run}
          form={desk.form ? <Form desk={desk} onWriting={setWriting} /> : null}
        />
      )}
      <CommandBar context={context} keys={keys} acting={desk.acting} now={desk.now} input={line} onLine={desk.line} onUndo={() => void desk.acting.undo()} />
      {sheet ? <KeySheet keys={keys} onChange={setKeys} onClose={() => setSheet(false)} /> : null}
      {ticket && desk.url.ledger ? <LedgerDrawer ticket={ticket} which={desk.url.ledger} now={desk.now} onClose={() => desk.setUrl({ ledger: null })} /> : null}
      <LiveRegion message={list.waiting.length > 0 ? words.waiting(list.waiting.length) : ''} />
    </div>
  );
}

type DeskState = ReturnType<typeof useDesk>;

/** The open form, or nothing. */
export function Form({ desk, onWriting }: { desk: DeskState; onWriting: (writing: boolean) => void }) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const time = (at: number) => stamp(at, desk.now, locale, timeZone);
  const { form, ticket, list } = desk;
  const titles = useMemo(
    () => new Map([...list.rows.map((r) => [r.id, r.title] as const), ...(desk.advice.advice?.duplicates ?? []).map((d) => [d.id, d.title] as const)]),
    [list.rows, desk.advice.advice],
  );
  const close = desk.setForm;
  const onClose = useCallback(() => close(null), [close]);
  if (!form || !ticket || form.id !== ticket.row.id) return null;
  const name = typeof form.start.unit === 'string' ? (desk.units.find((u) => u.code === form.start.unit)?.name ?? form.start.unit) : '';
  const start: DraftData = form.command.command === 'absorb' ? { ...form.start, members: [...desk.checked] } : form.start;
  const command: DeskCommand = form.asksWhy ? { ...form.command, fields: form.command.fields.filter((f) => f.name === 'reason') } : form.command;
  return (
    <CommandForm
      // What is checked while the form stands open is merged as well.
      key={`${form.id} ${form.command.command} ${form.asksWhy} ${start.members ?? ''}`}
      login={desk.viewer.login}
      id={form.id}
      command={command}
      start={start}
      units={desk.units}
      tickets={titles}
      busy={desk.acting.busy}
      reasons={form.asksWhy ? words.whyOther : undefined}
      note={form.asksWhy ? words.asksWhy(name) : noteOf(desk, words, time)}
      alsoNeeded={form.asksWhy ? ['reason'] : undefined}
      onWriting={onWriting}
      onGive={(data) => desk.giveForm(form.asksWhy ? { ...form.start, reason: data.reason } : data)}
      onClose={onClose}
    />
  );
}

/** States in which nobody works on a ticket yet. */
const WAITS = ['registered', 'to_dispatch'];

/** What must be known before a command is given. */
function noteOf({ form, ticket, advice, checked }: DeskState, words: DeskWords, time: (at: number) => string): string | undefined {
  const clock = ticket?.clocks.find((c) => c.kind === 'handling' && c.stoppedAt === null);
  if (form?.command.command === 'extend' && clock) return words.extendNote(words.units[clock.limit.unit] ?? clock.limit.unit, time(clock.dueAt));
  if (form?.command.command === 'answer' && ticket?.asks.some((a) => a.ask === 'extension')) return words.answerAsked;
  if (form?.command.command !== 'absorb' || !ticket) return undefined;
  const ahead = (advice.advice?.duplicates ?? []).filter((d) => checked.has(d.id) && !WAITS.includes(d.state));
  const warning = WAITS.includes(ticket.row.state) && ahead.length > 0 ? words.mergeAhead(ahead.length) : null;
  return [words.mergeNote(ticket.row.no.slice(-6)), warning].filter(Boolean).join('。');
}

/** Un-merging a member: one press, since merging it again is one as well. */
function releaseOf(desk: DeskState): ((member: number) => void) | null {
  const { ticket } = desk;
  const command = ticket?.commands.find((c) => c.command === 'release');
  return ticket && command ? (member) => void desk.give(ticket.row.id, command, { member }) : null;
}

function receipt(desk: DeskState, seq: number | undefined): void {
  const command = desk.ticket?.commands.find((c) => c.command === 'acknowledge');
  if (command && desk.ticket && seq !== undefined) void desk.give(desk.ticket.row.id, command, { of: seq });
}

/** Several tickets that were chosen for one command. */
function useBulk(desk: DeskState) {
  const { list, selected, reread, select } = desk;
  const { settle } = desk.queue;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [wanted, want] = useState<string | null>(null);
  const [given, setGiven] = useState(false);
  const anchor = useRef<number | null>(null);
  const rows = useMemo(() => list.rows.filter((r) => chosen.has(r.id)), [list.rows, chosen]);
  const clear = useCallback(() => {
    setChosen(new Set());
    want(null);
  }, []);
  // The reading goes on when the answer has been read and the rows have been read again, whichever is later.
  useEffect(() => {
    if (!given || chosen.size > 0) return;
    setGiven(false);
    if (selected !== null && list.gone.has(selected)) select(after(list, selected));
    else settle(selected);
  }, [given, chosen, list, selected, select, settle]);
  const choose = useCallback(
    (id: number, ranged: boolean) => {
      setChosen((old) =>
        ranged && (anchor.current ?? selected) !== null ? new Set([...old, ...range(list, anchor.current ?? selected ?? id, id)]) : toggle(old, id),
      );
      anchor.current = id;
    },
    [list, selected],
  );
  const all = useCallback((on: boolean) => (on ? setChosen(new Set(list.rows.slice(0, 200).map((r) => r.id))) : clear()), [list.rows, clear]);
  const done = useCallback(
    (answer: DeskActedMany) => void reread([...answer.done, ...answer.refused].map((d) => d.id)).then(() => setGiven(answer.done.length > 0)),
    [reread],
  );
  return { chosen, rows, wanted, want, clear, choose, all, done };
}

/** What each key of the desk does now. */
function usePresses(desk: DeskState, bulk: ReturnType<typeof useBulk>, line: RefObject<HTMLInputElement | null>, showKeys: () => void) {
  const { list, selected, ticket } = desk;
  const step = (by: 1 | -1, extends_: boolean) => {
    const to = walk(list, selected, by);
    if (to === null) return;
    if (extends_ && selected !== null) {
      if (!bulk.chosen.has(selected)) bulk.choose(selected, false);
      bulk.choose(to, true);
    }
    desk.select(to);
  };
  const unit = (rank: number) => {
    const found = desk.advice.advice?.units[rank - 1];
    if (found) desk.choose({ unit: found.unit, name: found.name, rank, co: found.co.map((c) => c.unit) });
  };
  const choose = () => {
    if (selected !== null) bulk.choose(selected, false);
  };
  const confirm = () => {
    if (bulk.chosen.size > 0) document.querySelector<HTMLButtonElement>('[data-bulk-go]')?.click();
    else desk.primary();
  };
  const explain = () => {
    const [clock] = clocksInOrder(ticket?.clocks ?? []);
    if (clock) desk.explain(clock);
  };
  const give = (action: DeskAction) => {
    const command = commandFor(action, ticket?.commands ?? []);
    if (bulk.chosen.size > 0) bulk.want(command?.command ?? wantedBy(action));
    else if (command) desk.run(command);
  };
  const own: Partial<Record<DeskAction, () => void>> = {
    next: () => step(1, false),
    previous: () => step(-1, false),
    extendNext: () => step(1, true),
    extendPrevious: () => step(-1, true),
    choose,
    unit1: () => unit(1),
    unit2: () => unit(2),
    unit3: () => unit(3),
    confirm,
    undo: () => void desk.acting.undo(),
    explain,
    fresh: desk.queue.reload,
    command: () => line.current?.focus(),
    keys: showKeys,
    acknowledge: () => receipt(desk, ticket?.reminders.findLast((r) => r.receipt === null)?.seq),
  };
  return (action: DeskAction): void => (own[action] ?? (() => give(action)))();
}
