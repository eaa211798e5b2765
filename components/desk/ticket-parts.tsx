'use client';
import type { DeskTicket } from '../../server/wire/desk.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import { useLocale } from '../ui/locale.tsx';
import { Tag } from '../ui/tag.tsx';
import { commandText, commandWords } from './command-messages.ts';
import styles from './desk.module.css';
import { actorText, deskWords } from './messages.ts';
import ticketStyles from './ticket.module.css';
import { stamp } from './ticket-clocks.tsx';
import { useDataText } from './use-data-text.ts';

type PartProps = { ticket: DeskTicket; now: number };

/** What a unit asked for and nobody has settled. */
export function TicketAsks({ ticket, now }: PartProps) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const texts = useDataText();
  if (ticket.asks.length === 0) return null;
  return (
    <section className={ticketStyles.part}>
      <header>
        <h2>{words.asked}</h2>
      </header>
      <ul className={ticketStyles.lines}>
        {ticket.asks.map((ask) => (
          <li key={ask.ask} data-ask={ask.ask}>
            <b>{commandWords[locale].asks[ask.ask] ?? ask.ask}</b>
            <span>{actorText(words, ask.by)}</span>
            <time>{stamp(ask.at, now, locale, timeZone)}</time>
            <span>
              {texts(ask.value)
                .filter((d) => d.field !== 'from')
                .map((d) => `${d.label} ${d.text}`)
                .join('，')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Urges, supervisions and instructions with their receipts; who works on it gives one by key. */
export function TicketReminders(props: PartProps & { receiptKey: string | null; onReceipt: (seq: number) => void }) {
  const { ticket, now, receiptKey, onReceipt } = props;
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  if (ticket.reminders.length === 0) return null;
  const texts = new Map(
    ticket.journal.map((e) => [e.seq, typeof e.data.text === 'string' ? e.data.text : typeof e.data.reason === 'string' ? e.data.reason : '']),
  );
  const may = ticket.commands.some((c) => c.command === 'acknowledge');
  return (
    <section className={ticketStyles.part}>
      <header>
        <h2>{words.reminders}</h2>
      </header>
      <ul className={ticketStyles.lines}>
        {ticket.reminders.map((r) => (
          <li key={r.seq} data-reminder={r.seq}>
            <b>{commandWords[locale].reminders[r.what] ?? r.what}</b>
            <span>{actorText(words, r.by)}</span>
            <time>{stamp(r.at, now, locale, timeZone)}</time>
            <span>
              {r.receipt ? (
                words.receipt(actorText(words, r.receipt.by), stamp(r.receipt.at, now, locale, timeZone))
              ) : may ? (
                <button type="button" className={styles.inlineKey} onClick={() => onReceipt(r.seq)}>
                  {receiptKey ? <KeyCap name={receiptKey} /> : null}
                  {words.giveReceipt}
                </button>
              ) : (
                words.noReceipt
              )}
            </span>
            {texts.get(r.seq) ? <p className={ticketStyles.said}>{texts.get(r.seq)}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where it has been dispatched to, and who helps. */
export function TicketUnits({ ticket, now }: PartProps) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const commands = commandWords[locale];
  if (ticket.dispatches.length === 0 && ticket.helpers.length === 0) return null;
  return (
    <section className={ticketStyles.part}>
      <header>
        <h2>{words.dispatches}</h2>
        {ticket.through.length > 0 ? <span>{words.through(ticket.through.map((t) => t.name).join(' › '))}</span> : null}
      </header>
      <ul className={ticketStyles.lines}>
        {ticket.dispatches.map((d) => (
          <li key={`${d.at} ${d.unit}`}>
            <b>{d.unitName}</b>
            <span>{d.designated ? <Tag>{words.designated}</Tag> : null}</span>
            <time>{stamp(d.at, now, locale, timeZone)}</time>
            <span>
              {d.end === null
                ? d.returnAskedAt === null
                  ? words.waitsSign
                  : words.returnAsked
                : `${commands.dispatchEnds[d.end] ?? d.end} ${d.endedAt === null ? '' : stamp(d.endedAt, now, locale, timeZone)}`}
            </span>
          </li>
        ))}
        {ticket.helpers.map((h) => (
          <li key={h.child}>
            <b>{h.name}</b>
            <span>{words.helper}</span>
            <span />
            <span>{h.answered ? words.helperAnswered : words.helperOpen}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Other cases and things that it is tied to, and what callers said of it. */
export function TicketLinks({ ticket, now, onOpen, onRelease }: PartProps & { onOpen: (id: number) => void; onRelease: ((member: number) => void) | null }) {
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  if (ticket.links.length === 0 && ticket.reviews.length === 0) return null;
  return (
    <section className={ticketStyles.part}>
      <header>
        <h2>{words.linked}</h2>
      </header>
      <ul className={ticketStyles.lines}>
        {ticket.links.map((link) => (
          <li key={`${link.rel} ${link.to}`}>
            <b>{commandWords[locale].links[link.rel] ?? link.rel}</b>
            {link.no !== null && /^\d+$/.test(link.to) ? (
              <button type="button" className={styles.plainLink} onClick={() => onOpen(Number(link.to))}>
                {link.title ?? link.no}
              </button>
            ) : (
              <span>{link.title ?? link.to}</span>
            )}
            <span>{link.no ?? ''}</span>
            <span>
              {link.rel === 'member' && onRelease && /^\d+$/.test(link.to) ? (
                <button type="button" className={styles.inlineKey} onClick={() => onRelease(Number(link.to))} data-release={link.to}>
                  {commandText(commandWords[locale], 'release')}
                </button>
              ) : null}
            </span>
          </li>
        ))}
        {ticket.reviews.map((review) => (
          <li key={review.at}>
            <b>{words.review}</b>
            <span>{review.reached ? (review.level === null ? words.satisfied(review.satisfied) : words.level(review.level)) : words.notReached}</span>
            <time>{stamp(review.at, now, locale, timeZone)}</time>
            <span>{review.resolved === null ? '' : review.resolved ? words.resolved : words.notResolved}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
