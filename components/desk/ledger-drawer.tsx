'use client';
import { useQuery } from '@tanstack/react-query';
import type { DeadlineLine } from '../../server/core/case/explain.ts';
import type { ClockLedger, ClockView, DeskTicket } from '../../server/wire/desk.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { Drawer } from '../ui/drawer.tsx';
import { formatClock, formatDay, formatSpan } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import { viewSeverity } from './clock-look.ts';
import { commandWords, stateText } from './command-messages.ts';
import styles from './ledger.module.css';
import { type LedgerDay, ledgerDays, lineAmount, weeksOf } from './ledger-days.ts';
import { type LedgerWords, ledgerWords } from './ledger-messages.ts';
import { deskWords } from './messages.ts';
import { amountText, dueText } from './ticket-clocks.tsx';

export type LedgerDrawerProps = {
  ticket: DeskTicket;
  /** `handling.1`: which clock, which round. */
  which: string;
  now: number;
  onClose: () => void;
};

/** The ledger of a ticket's clock. */
export function LedgerDrawer(props: LedgerDrawerProps) {
  const trpc = useTRPC();
  return <LedgerOf {...props} answer={useQuery(trpc.desk.ledger.queryOptions({ id: props.ticket.row.id }, { staleTime: 0 }))} />;
}

type LedgerAnswer = { data: ClockLedger[] | undefined; isError: boolean; error: unknown; refetch: () => unknown };

/** A deadline explained: what it is, the days that were counted, and each line that moved it, with its rule. */
export function LedgerOf({ ticket, which, now, onClose, answer }: LedgerDrawerProps & { answer: LedgerAnswer }) {
  const { locale } = useLocale();
  const words = ledgerWords[locale];
  const ledger = answer.data?.find((l) => `${l.kind}.${l.round}` === which);
  const clock = ticket.clocks.find((c) => `${c.kind}.${c.round}` === which);
  const copy = () => void navigator.clipboard?.writeText(window.location.href).catch(() => undefined);
  return (
    <Drawer
      open
      onClose={onClose}
      width="min(900px, 100vw)"
      className={styles.drawer}
      title={
        <span className={styles.head}>
          {words.title}
          <span>{ticket.row.no}</span>
          {ticket.row.requestType ? <Tag>{ticket.row.requestType}</Tag> : null}
          <Tag>{stateText(commandWords[locale], ticket.row.state)}</Tag>
        </span>
      }
      tools={
        <Button look="plain" onClick={copy}>
          {words.copy}
        </Button>
      }
    >
      {ledger && clock ? (
        <div className={styles.ledger} data-ledger={which}>
          <h1>{ticket.row.title}</h1>
          <Summary clock={clock} lines={ledger.lines} now={now} />
          <Strip lines={ledger.lines} clock={clock} now={now} />
          <Lines lines={ledger.lines} clock={clock} now={now} />
        </div>
      ) : answer.isError ? (
        <PanelStateBody state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} />
      ) : answer.data ? (
        <PanelStateBody state={{ kind: 'empty', why: words.none, what: words.noneWhy }} />
      ) : (
        <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
      )}
    </Drawer>
  );
}

function Summary({ clock, lines, now }: { clock: ClockView; lines: readonly DeadlineLine[]; now: number }) {
  const { locale, timeZone } = useLocale();
  const words = ledgerWords[locale];
  const desk = deskWords[locale];
  const severity = viewSeverity(clock);
  const unit = desk.units[clock.limit.unit] ?? clock.limit.unit;
  const parts = lines.flatMap((l) => lineAmount(l) ?? []);
  const sum = parts.reduce((a, b) => a + b, 0);
  const ordered = clock.limit.until !== null;
  const whole = dueText(clock, locale, timeZone);
  const late = clock.stoppedAt === null && clock.state === 'late' && clock.dueAt < now;
  return (
    <div className={styles.summary}>
      <div>
        <h2>{desk.limitOf(desk.clocks[clock.kind])}</h2>
        <p className={styles.big}>
          <b>{whole}</b>
        </p>
        <small>
          {ordered ? words.orderedWhy : (words.countsFrom[clock.limit.unit] ?? '')}
          {clock.provisional ? <Tag title={desk.provisionalWhy(clock.unpublished)}>{desk.provisional}</Tag> : null}
        </small>
      </div>
      <div className={cx(severity && `tg-sev-${severity}`)}>
        <h2>{late ? words.over : words.left}</h2>
        <p className={styles.big}>
          {severity ? <SeverityMark severity={severity} size={24} decorative /> : null}
          <b className={styles.toned}>
            {clock.stoppedAt !== null ? desk.clockStates[clock.state] : late ? formatSpan(now - clock.dueAt, { locale }) : amountText(clock.left)}
          </b>
          <span>{clock.stoppedAt !== null || late ? '' : unit}</span>
        </p>
        <span className="tg-clock-track" aria-hidden>
          <span className="tg-clock-fill" style={{ width: `${((clock.state === 'late' ? 1 : clock.share) * 100).toFixed(1)}%` }} />
        </span>
      </div>
      <div>
        <h2>{words.account}</h2>
        <p className={styles.sum}>
          {ordered ? [words.ordered, ...parts.map((n) => `${n} ${desk.units[clock.extendsIn] ?? clock.extendsIn}`)].join(' ＋ ') : parts.join(' ＋ ')}
          {parts.length > 1 && !ordered ? ` ＝ ${sum}` : ''} {ordered ? '' : unit}
        </p>
        <small>{clock.stoppedAt === null && !ordered ? words.counted(amountText(sum - clock.left), amountText(clock.left)) : ''}</small>
      </div>
    </div>
  );
}

function Strip({ lines, clock, now }: { lines: readonly DeadlineLine[]; clock: ClockView; now: number }) {
  const { locale } = useLocale();
  const words = ledgerWords[locale];
  const { offset } = useConsole();
  const local = (at: number) => new Date(at + offset(at)).toISOString().slice(0, 10);
  const days = ledgerDays(lines, local(clock.startedAt), local(now));
  if (!days) return <p className={styles.noStrip}>{words.noStrip}</p>;
  return (
    <>
      <ol className={styles.strip} aria-label={words.strip}>
        {weeksOf(days).map((week) => (
          <li key={week[0]?.date}>
            <time>{shortDate(week[0]?.date ?? '')}</time>
            <ol>
              {week
                .filter((d) => d.kind !== 'weekend')
                .map((d) => (
                  <li key={d.date} className={styles.dayBox}>
                    <Square day={d} words={words} />
                  </li>
                ))}
            </ol>
          </li>
        ))}
      </ol>
      <ul className={styles.legend}>
        {(['counted', 'exchange', 'holiday', 'paused', 'extended'] as const).map((kind) => (
          <li key={kind}>
            <i className={cx(styles.day, styles[kind])} aria-hidden />
            {words.legend[kind]}
          </li>
        ))}
        <li>{words.legend.weekend}</li>
      </ul>
    </>
  );
}

function Square({ day, words }: { day: LedgerDay; words: LedgerWords }) {
  const below =
    day.kind === 'start' ? words.startDay : day.today ? words.today : day.kind === 'exchange' ? words.exchangeDay : day.due ? words.dueDay : (day.name ?? '');
  return (
    <>
      <span
        className={cx(styles.day, styles[day.kind], day.extended && styles.extended, day.today && styles.today, day.due && styles.due)}
        title={`${day.date} ${words.days[day.kind]}`}
      >
        {day.kind === 'start' ? '●' : (day.nth ?? '')}
        <span className="tg-vh">{`${day.date} ${words.days[day.kind]}`}</span>
      </span>
      <small>{below}</small>
    </>
  );
}

function Lines({ lines, clock, now }: { lines: readonly DeadlineLine[]; clock: ClockView; now: number }) {
  const { locale, timeZone } = useLocale();
  const words = ledgerWords[locale];
  const desk = deskWords[locale];
  const whole = lines.flatMap((l) => lineAmount(l) ?? []).reduce((a, b) => a + b, 0);
  return (
    <table className={styles.lines}>
      <caption className="tg-vh">{words.linesCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.time}</th>
          <th scope="col">{words.entry}</th>
          <th scope="col">{words.reason}</th>
          <th scope="col">{words.version}</th>
          <th scope="col">{words.change}</th>
        </tr>
      </thead>
      <tbody>
        {lines
          .filter((l) => l.line !== 'due')
          .map((line, i) => {
            const said = words.lines(line, { time: (at) => instant(at, locale, timeZone), unit: (u) => desk.units[u] ?? u, date: shortDate });
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same, and none moves
              <tr key={i} data-line={line.line}>
                <td>{said.when}</td>
                <th scope="row">{said.entry}</th>
                <td>{said.reason}</td>
                <td>{said.version}</td>
                <td>{said.change}</td>
              </tr>
            );
          })}
        <tr className={styles.total}>
          <td>{instant(now, locale, timeZone)}</td>
          <th scope="row">{words.now}</th>
          <td>{words.replayed(lines.length - 1)}</td>
          <td />
          <td>
            {clock.limit.until === null ? `${amountText(whole)} · ` : ''}
            {dueText(clock, locale, timeZone)}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

const instant = (at: number, locale: 'zh-CN' | 'en', timeZone: string): string => `${formatDay(at, locale, timeZone)} ${formatClock(at, timeZone)}`;

/** `2026-05-09` reads `5/9`. */
function shortDate(date: string): string {
  return `${Number(date.slice(5, 7))}/${Number(date.slice(8, 10))}`;
}
