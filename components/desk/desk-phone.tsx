'use client';
import { useState } from 'react';
import type { DeskCommand, DeskRow } from '../../server/wire/desk.ts';
import { useConsole } from '../figure/console-context.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Outcome } from './command-bar.tsx';
import { commandText, commandWords, stateText } from './command-messages.ts';
import { cardButtons } from './command-rules.ts';
import { DeskClockBar } from './desk-clock.tsx';
import { DEFAULT_KEYS } from './desk-keys.ts';
import { Form } from './desk-screen.tsx';
import { LedgerDrawer } from './ledger-drawer.tsx';
import { deskWords } from './messages.ts';
import styles from './phone.module.css';
import { toggle } from './queue-list.ts';
import { ticketSeverity } from './queue-row.tsx';
import { TicketPane } from './ticket-pane.tsx';
import { type Desk, useDesk } from './use-desk.ts';
import { usePlace } from './use-place.ts';
import { usePresence } from './use-ticket.ts';

const SHOWN = 50;
const OFF = { ...DEFAULT_KEYS, off: true };

/** The desk on a phone: a unit's own tickets by their clocks; the first open one shows its actions in place. */
export function DeskPhone() {
  const words = deskWords[useLocale().locale];
  const { may } = useConsole();
  if (!may('ticket.read')) return <PanelStateBody state={{ kind: 'denied', why: words.denied, what: words.deniedWhat }} />;
  return <Phone />;
}

function Phone() {
  const desk = useDesk({ opens: false });
  const [whole, setWhole] = useState(false);
  const { list, selected, ticket } = desk;
  const at = selected ?? list.rows[0]?.id ?? null;
  const back = () => {
    setWhole(false);
    desk.select(null);
  };
  return (
    <div className={styles.phone} data-desk>
      {whole && selected !== null ? (
        <Whole desk={desk} onBack={back} />
      ) : (
        <>
          <Head desk={desk} />
          <List
            desk={desk}
            at={at}
            onWhole={(id) => {
              desk.select(id);
              setWhole(true);
            }}
          />
        </>
      )}
      <div className={styles.outcome}>
        <Outcome acting={desk.acting} now={desk.now} keys={OFF} onUndo={() => void desk.acting.undo()} />
      </div>
      {ticket && desk.url.ledger ? <LedgerDrawer ticket={ticket} which={desk.url.ledger} now={desk.now} onClose={() => desk.setUrl({ ledger: null })} /> : null}
    </div>
  );
}

function Head({ desk }: { desk: Desk }) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  const { counts, url, setUrl, viewer } = desk;
  const of = (view: string) => counts?.views.find((v) => v.view === view);
  const open = of('open');
  const figures: { label: string; count: number | undefined; severity?: 1 | 2; pick: () => void }[] = [
    { label: words.views.sign, count: of('sign')?.count, pick: () => setUrl({ view: 'sign', due: null, ticket: null }) },
    { label: words.views.handle, count: of('handle')?.count, pick: () => setUrl({ view: 'handle', due: null, ticket: null }) },
    { label: words.due.soon, count: open?.soon, severity: 2, pick: () => setUrl({ view: 'open', due: 'soon', ticket: null }) },
    { label: words.due.late, count: open?.late, severity: 1, pick: () => setUrl({ view: 'open', due: 'late', ticket: null }) },
  ];
  return (
    <header className={styles.head}>
      <h1>{words.mine}</h1>
      <p>{viewer.name}</p>
      <ul className={styles.figures}>
        {figures.map((f) => (
          <li key={f.label}>
            <button type="button" onClick={f.pick}>
              <b>
                {f.count === undefined ? '–' : formatCount(f.count, locale)}
                {f.severity && f.count ? <SeverityMark severity={f.severity} size={18} decorative /> : null}
              </b>
              <span>{f.label}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.chips}>
        {(['open', 'dispatch', 'check', 'watch', 'done'] as const).map((view) => (
          <button
            key={view}
            type="button"
            className={cx(desk.view === view && url.due === null && styles.on)}
            onClick={() => setUrl({ view, due: null, ticket: null })}
          >
            {words.views[view]}
          </button>
        ))}
      </div>
    </header>
  );
}

function List({ desk, at, onWhole }: { desk: Desk; at: number | null; onWhole: (id: number) => void }) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  const { list, queue, view } = desk;
  if (queue.error) return <PanelStateBody state={{ kind: 'error', error: queue.error, onRetry: queue.reload }} />;
  if (queue.loading) return <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />;
  if (list.rows.length === 0) return <PanelStateBody state={{ kind: 'empty', why: words.none[view], what: words.noneWhy }} />;
  return (
    <>
      <ol className={styles.list}>
        {list.rows.slice(0, SHOWN).map((row) => (
          <Row key={row.id} desk={desk} row={row} open={row.id === at} onWhole={onWhole} />
        ))}
      </ol>
      {/* Under the rows, over the page's foot: above them it would move them under a finger. */}
      {list.waiting.length > 0 ? (
        <button type="button" className={styles.waiting} onClick={queue.reload}>
          {words.waiting(list.waiting.length)}
        </button>
      ) : null}
      {list.rows.length > SHOWN || list.next !== null ? <p className={styles.rest}>{words.phoneMore(SHOWN)}</p> : null}
    </>
  );
}

function Row({ desk, row, open, onWhole }: { desk: Desk; row: DeskRow; open: boolean; onWhole: (id: number) => void }) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  const place = usePlace();
  const severity = ticketSeverity(row);
  return (
    <li className={cx(open && styles.open, desk.list.gone.has(row.id) && styles.gone)} data-ticket={row.id}>
      <button type="button" className={styles.row} aria-expanded={open} onClick={() => desk.select(row.id)}>
        <span className={styles.mark}>{severity ? <SeverityMark severity={severity} size={24} /> : null}</span>
        <span className={styles.title}>
          <b>{row.title}</b>
          <span>{[place(row), row.requestType, row.marks.includes('merged') ? words.mergedTag(row.callers) : ''].filter(Boolean).join(' · ')}</span>
        </span>
        <span className={styles.clock}>
          <DeskClockBar clock={row.clock} now={desk.now} />
          <span>{stateText(commandWords[locale], row.state)}</span>
        </span>
      </button>
      {open ? <RowActions desk={desk} row={row} onWhole={onWhole} /> : null}
    </li>
  );
}

/** The desk's own first command asks what Enter asks; another that stands first here is begun like any button's. */
const giveOf = (desk: Desk, command: DeskCommand) => (command.command === 'contact' ? () => desk.run(command) : desk.primary);

/** The two commands that matter most, and the way into the whole ticket. What asks for more is filled in there. */
function RowActions({ desk, row, onWhole }: { desk: Desk; row: DeskRow; onWhole: (id: number) => void }) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  const commands = commandWords[locale];
  const { ticket, selected, acting } = desk;
  const mine = ticket && ticket.row.id === row.id ? ticket : null;
  const { primary, beside } = cardButtons(mine?.commands ?? [], row.clock?.kind ?? null);
  const [second] = beside;
  const asks = (give: () => void) => () => {
    give();
    onWhole(row.id);
  };
  return (
    <div className={styles.actions}>
      {selected !== row.id ? (
        <Button look="primary" onClick={() => desk.select(row.id)}>
          {words.handleIt}
        </Button>
      ) : primary ? (
        <Button
          look="primary"
          disabled={acting.busy}
          onClick={primary.command === 'sign' ? desk.primary : asks(giveOf(desk, primary))}
          data-primary={primary.command}
        >
          {commandText(commands, primary.command)}
        </Button>
      ) : null}
      {selected === row.id && second ? (
        <Button disabled={acting.busy} onClick={asks(() => desk.run(second))} data-command={second.command}>
          {commandText(commands, second.command)}
        </Button>
      ) : null}
      <Button onClick={() => onWhole(row.id)}>{words.details}</Button>
    </div>
  );
}

function Whole({ desk, onBack }: { desk: Desk; onBack: () => void }) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  const commands = commandWords[locale];
  const [writing, setWriting] = useState(false);
  const others = usePresence(desk.selected, writing);
  const { ticket, acting } = desk;
  const { primary, beside, more } = cardButtons(ticket?.commands ?? [], ticket?.row.clock?.kind ?? null);
  return (
    <div className={styles.whole}>
      <Button look="plain" onClick={onBack}>
        ‹ {words.back}
      </Button>
      <TicketPane
        id={desk.selected}
        open={desk.open}
        waits={false}
        advice={desk.advice}
        others={others}
        position=""
        left={desk.left}
        now={desk.now}
        checked={desk.checked}
        onCheck={(id) => desk.setChecked(toggle(desk.checked, id))}
        mergeKey={desk.canMerge ? '' : null}
        onMerge={() => {
          const absorb = ticket?.commands.find((c) => c.command === 'absorb');
          if (absorb) desk.run(absorb);
        }}
        receiptKey={null}
        onReceipt={(seq) => {
          const command = ticket?.commands.find((c) => c.command === 'acknowledge');
          if (command && ticket) void desk.give(ticket.row.id, command, { of: seq });
        }}
        onExplain={desk.explain}
        onRelease={null}
        onOpen={desk.select}
      />
      <Form desk={desk} onWriting={setWriting} />
      {desk.form ? null : (
        <div className={styles.wholeActions}>
          {primary ? (
            <Button look="primary" disabled={acting.busy} onClick={giveOf(desk, primary)} data-primary={primary.command}>
              {commandText(commands, primary.command)}
            </Button>
          ) : null}
          {[...beside, ...more].map((c) => (
            <Button key={c.command} disabled={acting.busy} onClick={() => desk.run(c)} data-command={c.command}>
              {commandText(commands, c.command)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
