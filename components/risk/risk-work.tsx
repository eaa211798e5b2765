'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DeskCommand } from '../../server/wire/desk.ts';
import type { RiskCase } from '../../server/wire/risk.ts';
import { clocksInOrder } from '../desk/clock-look.ts';
import { CommandForm } from '../desk/command-form.tsx';
import type { Named } from '../desk/command-line.ts';
import { commandText, commandWords } from '../desk/command-messages.ts';
import { commandFor, isAtOnce, primaryOf } from '../desk/command-rules.ts';
import { type DeskAction, readKeys } from '../desk/desk-keys.ts';
import type { DeskWords } from '../desk/desk-words.ts';
import { LedgerOf } from '../desk/ledger-drawer.tsx';
import { deskWords } from '../desk/messages.ts';
import { stamp } from '../desk/ticket-clocks.tsx';
import { useAct } from '../desk/use-act.ts';
import { useDeskKeys } from '../desk/use-desk-keys.ts';
import type { DraftData } from '../desk/use-draft.ts';
import { useStored } from '../desk/use-stored.ts';
import styles from '../desk/work.module.css';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { useNow } from '../live/use-now.ts';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { LiveRegion } from '../ui/live-region.tsx';
import { useLocale } from '../ui/locale.tsx';
import { CasePane } from './case-pane.tsx';
import { ListPane } from './list-pane.tsx';
import { useRisk, useRiskDoor, type useRisks, useRiskUrl, useRiskWords } from './use-risks.ts';

/** Wide enough for list and task side by side. */
const WIDE = '(min-width: 901px)';
const NO_TICKETS: ReadonlyMap<number, string> = new Map();
const nothing = () => undefined;

type OpenForm = { id: number; command: DeskCommand };

/** Lists at the left, one risk at the right, moved by the desk's own forms and keys. */
export function RiskWork({ list }: { list: ReturnType<typeof useRisks> }) {
  const words = useRiskWords();
  const { locale, timeZone } = useLocale();
  const { meta, viewer } = useConsole();
  const now = useNow() ?? meta.now;
  const [{ view, open, ledger }, setUrl] = useRiskUrl();
  const { rows, counts } = list;
  const { one, error, reload } = useRisk(open);
  const [form, setForm] = useState<OpenForm | null>(null);
  const [keys] = useStored(`tongguan.desk.keys.${viewer.login}`, readKeys);
  const units = useMemo<Named[]>(() => Object.entries(meta.departments).map(([code, name]) => ({ code, name })), [meta.departments]);
  const select = useCallback((id: number | null) => setUrl({ open: id, ledger: null }, { replace: true }), [setUrl]);
  const at = rows.findIndex((r) => r.id === open);
  const last = useRef(0);
  if (at >= 0) last.current = at;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another risk has forms of its own
  useEffect(() => setForm(null), [open]);
  useEffect(() => {
    if (open === null && rows[0] && window.matchMedia(WIDE).matches) select(rows[0].id);
  }, [open, rows, select]);

  const acting = useAct(useRiskDoor(), () => setForm(null));
  const give = async (command: DeskCommand, data: DraftData): Promise<boolean> => {
    if (!one) return false;
    const known = Object.fromEntries(Object.entries(data).filter(([, v]) => v !== null && v !== '' && v !== undefined));
    const unit = typeof known.unit === 'string' ? (meta.departments[known.unit] ?? known.unit) : '';
    const answer = await acting.act(one.row, command.command, known, deskWords[locale].did(commandText(commandWords[locale], command.command), unit));
    if (!answer?.ok) reload();
    return answer?.ok === true;
  };
  const run = (command: DeskCommand, data: DraftData = {}) => {
    if (!one || acting.busy) return;
    if (isAtOnce(command) || Object.keys(data).length > 0) void give(command, data);
    else setForm({ id: one.row.id, command });
  };
  const receipt = (seq: number) => {
    const command = one?.commands.find((c) => c.command === 'acknowledge');
    if (command) run(command, { of: seq });
  };
  const step = (by: 1 | -1) => {
    // What has left the list was at its place: the next one is there now.
    const to = at >= 0 ? at + by : by > 0 ? last.current : last.current - 1;
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (row) select(row.id);
  };
  const press = (action: DeskAction) => {
    const commands = one?.commands ?? [];
    const [clock] = clocksInOrder(one?.clocks ?? []);
    const waiting = one?.reminders.find((r) => r.receipt === null);
    const command = action === 'confirm' ? primaryOf(commands) : commandFor(action, commands);
    if (action === 'next') step(1);
    else if (action === 'previous') step(-1);
    else if (action === 'acknowledge' && waiting) receipt(waiting.seq);
    else if (action === 'explain' && clock) setUrl({ ledger: `${clock.kind}.${clock.round}` });
    else if (action === 'fresh') void list.answer.refetch();
    else if (action !== 'acknowledge' && command) run(command);
  };
  useDeskKeys(keys, press, () => {
    if (!form) return false;
    setForm(null);
    return true;
  });
  const close = useCallback(() => setForm(null), []);
  return (
    <div className={cx(styles.work, open !== null && styles.workOpen)}>
      <ListPane
        {...{ view, open, now, rows, counts }}
        run={list.run}
        answer={list.answer}
        onView={(next) => setUrl({ view: next, open: null, ledger: null })}
        onSelect={select}
      />
      <CasePane
        id={open}
        one={one}
        error={error}
        onRetry={reload}
        waits={list.answer.isPending}
        position={at < 0 ? '' : words.position(at + 1, formatCount(counts?.[view] ?? rows.length, locale))}
        left={open !== null && one !== null && at < 0 && !list.answer.isFetching && !list.answer.hasNextPage}
        now={now}
        keys={keys}
        acting={acting}
        onCommand={run}
        onReceipt={receipt}
        onExplain={(clock) => setUrl({ ledger: `${clock.kind}.${clock.round}` })}
        onBack={() => select(null)}
        form={
          form && one && form.id === one.row.id ? (
            <CommandForm
              key={`${form.id} ${form.command.command}`}
              login={viewer.login}
              id={form.id}
              command={form.command}
              start={{}}
              note={noteOf(form.command, one, (at) => stamp(at, now, locale, timeZone), deskWords[locale])}
              units={units}
              tickets={NO_TICKETS}
              busy={acting.busy}
              onWriting={nothing}
              onGive={(data) => give(form.command, data)}
              onClose={close}
            />
          ) : null
        }
      />
      {one && ledger ? <Ledger one={one} which={ledger} now={now} onClose={() => setUrl({ ledger: null })} /> : null}
      <LiveRegion message={counts ? `${words.views.raised} ${counts.raised}，${words.views.late} ${counts.late}` : ''} />
    </div>
  );
}

/** What must be known before more time is asked for: in which unit, and what holds now. */
function noteOf({ command }: DeskCommand, { clocks }: RiskCase, time: (at: number) => string, words: DeskWords): string | undefined {
  const clock = clocks.find((c) => c.kind === 'handling' && c.stoppedAt === null);
  return command === 'extend' && clock ? words.extendNote(words.units[clock.limit.unit] ?? clock.limit.unit, time(clock.dueAt)) : undefined;
}

function Ledger({ one, which, now, onClose }: { one: RiskCase; which: string; now: number; onClose: () => void }) {
  const trpc = useTRPC();
  const answer = useQuery(trpc.risk.ledger.queryOptions({ id: one.row.id }, { staleTime: 0 }));
  return <LedgerOf ticket={one} which={which} now={now} onClose={onClose} answer={answer} />;
}
