'use client';
import type { ClockView, DeskRow } from '../../server/wire/desk.ts';
import { cx } from '../ui/class-names.ts';
import { formatClock, formatDate, formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import { clocksInOrder, rowClock, splitSpan, viewSeverity } from './clock-look.ts';
import { deskWords } from './messages.ts';
import ticketStyles from './ticket.module.css';

export type TicketClocksProps = { row: DeskRow; clocks: readonly ClockView[]; now: number; onExplain: (clock: ClockView) => void };

/** The clocks of a ticket: the next one large with its seconds, its limit and rule beside it, the others in a line each. */
export function TicketClocks({ row, clocks, now, onExplain }: TicketClocksProps) {
  const words = deskWords[useLocale().locale];
  const [first, ...others] = clocksInOrder(clocks);
  if (!first) return <p className={ticketStyles.noClocks}>{row.mirrored ? words.noClocksMirrored : words.noClocks}</p>;
  return (
    <>
      <div className={ticketStyles.clocks}>
        <Remaining clock={first} now={now} />
        <Limit clock={first} />
        <Rule clock={first} onExplain={onExplain} />
      </div>
      {others.length > 0 ? (
        <ul className={ticketStyles.otherClocks}>
          {others.map((clock) => (
            <OtherClock key={`${clock.kind}.${clock.round}`} clock={clock} now={now} onExplain={onExplain} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Remaining({ clock, now }: { clock: ClockView; now: number }) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const stopped = clock.stoppedAt !== null;
  const look = rowClock(clock, now, locale, true);
  // The share of the limit's own unit says more than natural time does: a holiday uses nothing up.
  const severity = look.late ? 1 : viewSeverity(clock);
  const share = look.late ? 1 : clock.share;
  const { head, unit, rest } = splitSpan(look.text.replace(/^(超|over by)\s/, ''));
  return (
    <div className={cx(ticketStyles.remaining, severity && !stopped && `tg-sev-${severity}`)} data-clock={clock.kind}>
      <h3>{(look.late && !stopped ? words.clockOver : words.clockLeft)(words.clocks[clock.kind])}</h3>
      {stopped ? (
        <p className={ticketStyles.clockBig}>
          <b>{words.clockStates[clock.state]}</b>
          <span>{formatClock(clock.stoppedAt ?? now, timeZone)}</span>
        </p>
      ) : clock.paused ? (
        <p className={ticketStyles.clockBig}>
          <b>{words.paused}</b>
          <span>{words.leftOf(amountText(clock.left), words.units[clock.leftUnit] ?? clock.leftUnit)}</span>
        </p>
      ) : (
        <p className={ticketStyles.clockBig}>
          {severity === 1 || severity === 2 ? <SeverityMark severity={severity} size={22} decorative /> : null}
          <b>{head}</b>
          <span>{[unit, rest].filter(Boolean).join(' ')}</span>
        </p>
      )}
      <span className="tg-clock-track" aria-hidden>
        <span className={cx('tg-clock-fill', clock.paused && ticketStyles.pausedFill)} style={{ width: `${(share * 100).toFixed(1)}%` }} />
      </span>
      {!stopped && !clock.paused && !look.late ? <small>{words.leftOf(amountText(clock.left), words.units[clock.leftUnit] ?? clock.leftUnit)}</small> : null}
    </div>
  );
}

function Limit({ clock }: { clock: ClockView }) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const unit = words.units[clock.limit.unit] ?? clock.limit.unit;
  return (
    <div>
      <h3>{words.limitOf(words.clocks[clock.kind])}</h3>
      {clock.limit.until === null ? (
        <p className={ticketStyles.clockBig}>
          <b>{clock.limit.amount}</b>
          <span>{unit}</span>
        </p>
      ) : (
        <p className={ticketStyles.clockBig} data-set-until>
          <b>{formatDate(clock.limit.until - 1, locale, timeZone)}</b>
        </p>
      )}
      <small>
        {dueText(clock, locale, timeZone)}
        {clock.provisional ? <Tag title={words.provisionalWhy(clock.unpublished)}>{words.provisional}</Tag> : null}
      </small>
    </div>
  );
}

function Rule({ clock, onExplain }: { clock: ClockView; onExplain: (clock: ClockView) => void }) {
  const words = deskWords[useLocale().locale];
  return (
    <div>
      <h3>{words.rule}</h3>
      <p className={ticketStyles.ruleText} title={clock.rule?.id}>
        {clock.limit.until === null ? (clock.rule?.source ?? words.noRule) : words.setUntil}
      </p>
      <small>{clock.rule ? words.ruleVersion(clock.rule.version) : ''}</small>
      <button type="button" className="tg-link" onClick={() => onExplain(clock)} data-explain={clock.kind}>
        {words.explain}
      </button>
    </div>
  );
}

function OtherClock({ clock, now, onExplain }: { clock: ClockView; now: number; onExplain: (clock: ClockView) => void }) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const look = rowClock(clock, now, locale);
  const severity = clock.stoppedAt === null ? (look.late ? 1 : viewSeverity(clock)) : null;
  return (
    <li className={cx(severity && `tg-sev-${severity}`)}>
      <span>{words.clocks[clock.kind]}</span>
      <b>
        {severity === 1 || severity === 2 ? <SeverityMark severity={severity} size={12} decorative /> : null}
        {clock.stoppedAt !== null ? words.clockStates[clock.state] : clock.paused ? words.paused : look.text}
      </b>
      <span>{clock.unitName ?? ''}</span>
      <time>{dueText(clock, locale, timeZone)}</time>
      <button type="button" className="tg-link" onClick={() => onExplain(clock)}>
        {words.explainShort}
        <span className="tg-vh"> {words.clocks[clock.kind]}</span>
      </button>
    </li>
  );
}

/** `7月8日 周三 24:00`: midnight belongs to the day that it ends. */
export function dueText(clock: Pick<ClockView, 'dueAt'>, locale: 'zh-CN' | 'en', timeZone: string): string {
  const time = formatTime(clock.dueAt, timeZone);
  return time === '00:00' ? `${formatDate(clock.dueAt - 1, locale, timeZone)} 24:00` : `${formatDate(clock.dueAt, locale, timeZone)} ${time}`;
}

/** At most one decimal: 2.5 of 10 working days. */
export function amountText(amount: number): string {
  return String(Math.round(amount * 10) / 10);
}

export const stamp = (at: number, now: number, locale: 'zh-CN' | 'en', timeZone: string): string =>
  formatDay(at, locale, timeZone) === formatDay(now, locale, timeZone) && Math.abs(now - at) < 86_400_000
    ? formatClock(at, timeZone)
    : `${formatDay(at, locale, timeZone, now)} ${formatTime(at, timeZone)}`;
