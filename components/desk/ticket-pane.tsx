'use client';
import { Fragment, useEffect, useRef } from 'react';
import type { ClockView, DeskAdvice, DeskPresence, DeskTicket } from '../../server/wire/desk.ts';
import { useConsole } from '../figure/console-context.tsx';
import { figureWords } from '../figure/messages.ts';
import { CallerPanel } from '../person/caller-panel.tsx';
import { formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import { commandWords, stateText } from './command-messages.ts';
import styles from './desk.module.css';
import { deskWords } from './messages.ts';
import ticketStyles from './ticket.module.css';
import { TicketClocks } from './ticket-clocks.tsx';
import { TicketAsks, TicketLinks, TicketReminders, TicketUnits } from './ticket-parts.tsx';
import { TicketSimilar } from './ticket-similar.tsx';
import { LastAnswer, TicketTimeline } from './ticket-timeline.tsx';
import type { OpenTicket } from './use-ticket.ts';

export type TicketPaneProps = {
  id: number | null;
  open: OpenTicket;
  /** The queue is being read: what will stand open is not known yet. */
  waits: boolean;
  advice: { advice: DeskAdvice | null; loading: boolean };
  others: readonly DeskPresence[];
  /** `4 / 312` */
  position: string;
  /** It left the queue while it was being read, by somebody else's act. */
  left: boolean;
  now: number;
  checked: ReadonlySet<number>;
  onCheck: (id: number) => void;
  mergeKey: string | null;
  onMerge: () => void;
  /** Lets a member go its own way again; null when it may not now. */
  onRelease: ((member: number) => void) | null;
  receiptKey: string | null;
  onReceipt: (seq: number) => void;
  onExplain: (clock: ClockView) => void;
  onOpen: (id: number) => void;
};

/** The ticket in the middle: what it is, what runs, what was said, what is like it, what was done. */
export function TicketPane(props: TicketPaneProps) {
  const { id, open, waits, position } = props;
  const words = deskWords[useLocale().locale];
  const box = useRef<HTMLDivElement>(null);
  // Another ticket is read from its beginning; the same one stays where it is however often it is read again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the ticket that decides
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [id]);
  const { ticket } = open;
  return (
    <section className={styles.ticket} aria-label={words.ticket}>
      {ticket ? <Head ticket={ticket} position={position} /> : <header className={styles.paneHead} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys must scroll a long ticket */}
      <div ref={box} className={ticketStyles.ticketBody} tabIndex={0}>
        {ticket ? (
          <Body {...props} ticket={ticket} />
        ) : open.error ? (
          <PanelStateBody state={{ kind: 'error', error: open.error, onRetry: open.reload }} />
        ) : id !== null || waits ? (
          <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
        ) : (
          <PanelStateBody state={{ kind: 'empty', why: words.noTicket, what: words.noTicketWhy }} />
        )}
      </div>
    </section>
  );
}

function Head({ ticket, position }: { ticket: DeskTicket; position: string }) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  const { row } = ticket;
  return (
    <header className={styles.paneHead}>
      <span className={ticketStyles.no}>{row.no}</span>
      <Tag>{row.requestType}</Tag>
      <Tag>
        <span data-ticket-state={row.state}>{stateText(commandWords[locale], row.state)}</span>
      </Tag>
      {row.priority === 'normal' ? null : <Tag look="inverted">{words.priorities[row.priority]}</Tag>}
      {row.mirrored ? <Tag look="dashed">{figureWords[locale].mirrored}</Tag> : null}
      {row.mark ? <Tag>{figureWords[locale].marks[row.mark]}</Tag> : null}
      <span className={ticketStyles.position}>{position}</span>
    </header>
  );
}

function Body(props: TicketPaneProps & { ticket: DeskTicket }) {
  const { ticket, now, others, left, onExplain, onOpen } = props;
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const { row } = ticket;
  return (
    <article data-open-ticket={row.id} data-version={row.version}>
      {others.length > 0 ? (
        <p className={ticketStyles.presence} data-presence={others.length}>
          {others.map((o) => words.here(o.name, formatTime(o.since, timeZone), o.writing)).join('；')}
        </p>
      ) : null}
      {left ? (
        <p className={ticketStyles.leftNote} role="status">
          {words.left(stateText(commandWords[locale], row.state))}
        </p>
      ) : null}
      <h1 className={ticketStyles.title}>{row.title}</h1>
      <TicketClocks row={row} clocks={ticket.clocks} now={now} onExplain={onExplain} />
      <Facts ticket={ticket} />
      <p className={ticketStyles.text}>{ticket.body}</p>
      <LastAnswer journal={ticket.journal} now={now} />
      <CallerPanel key={row.id} ticket={row.id} />
      <TicketAsks ticket={ticket} now={now} />
      <TicketReminders ticket={ticket} now={now} receiptKey={props.receiptKey} onReceipt={props.onReceipt} />
      <TicketSimilar
        hits={props.advice.advice?.duplicates ?? null}
        loading={props.advice.loading}
        checked={props.checked}
        onCheck={props.onCheck}
        onOpen={onOpen}
        mergeKey={props.mergeKey}
        onMerge={props.onMerge}
        now={now}
      />
      <TicketUnits ticket={ticket} now={now} />
      <TicketLinks ticket={ticket} now={now} onOpen={onOpen} onRelease={props.onRelease} />
      <TicketTimeline journal={ticket.journal} now={now} />
    </article>
  );
}

function Facts({ ticket }: { ticket: DeskTicket }) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  const commands = commandWords[locale];
  const { meta, lineage } = useConsole();
  const { row, owner } = ticket;
  const above = lineage(row.region)
    .map((r) => r.name)
    .join(' ');
  const classes = row.category === null ? [] : classPath(row.category, meta.categories);
  const facts: [string, string][] = [
    [words.place, row.unlocated ? words.unlocated : above || row.regionName],
    [words.category, classes.length > 0 ? classes.join(' › ') : (row.categoryName ?? words.noCategory)],
    [
      words.source,
      [
        words.channels[row.channel] ?? row.channel,
        ticket.entrance && commands.choices[ticket.entrance],
        ticket.line && (meta.sources[ticket.line] ?? ticket.line),
      ]
        .filter(Boolean)
        .join(' · '),
    ],
    [words.owner, owner.name ?? words.owners[owner.type]],
    [words.desk, ticket.firstDesk === ticket.deskRegion ? ticket.deskName : words.firstDesk(ticket.deskName, ticket.firstDeskName)],
  ];
  const flags = ticket.flags.map((f) => commands.flags[f.flag] ?? f.flag);
  return (
    <dl className={ticketStyles.facts}>
      {facts.map(([label, text]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </Fragment>
      ))}
      {flags.length > 0 ? (
        <>
          <dt>{words.flagged}</dt>
          <dd>
            {flags.map((f) => (
              <Tag key={f}>{f}</Tag>
            ))}
          </dd>
        </>
      ) : null}
    </dl>
  );
}

/** 城乡建设与管理 › 施工管理: heads whose codes begin the class's own. */
function classPath(code: string, names: Record<string, string>): string[] {
  const heads = Object.keys(names).filter((c) => c !== code && code.startsWith(c));
  return [...heads.sort((a, b) => a.length - b.length), code].flatMap((c) => names[c] ?? []);
}
