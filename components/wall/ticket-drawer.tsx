'use client';
import { useQuery } from '@tanstack/react-query';
import { figureWords } from '../figure/messages.ts';
import { usePictureNow } from '../figure/picture.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { CallerPanel } from '../person/caller-panel.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { formatClock, formatDay } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import { wallWords } from './messages.ts';
import styles from './panels.module.css';

/** One ticket with its redacted text and what happened to it. */
export function TicketDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const { locale, timeZone } = useLocale();
  const words = wallWords[locale];
  const trpc = useTRPC();
  const answer = useQuery(trpc.ticket.get.queryOptions({ id }));
  const now = usePictureNow();
  const time = (at: number) => `${formatDay(at, locale, timeZone, now)} ${formatClock(at, timeZone)}`;
  const ticket = answer.data;
  return (
    <div data-density="desk">
      <Drawer open onClose={onClose} title={ticket?.row.no ?? ''} width="min(480px, 100vw)">
        {ticket ? (
          <article className={styles.ticket}>
            <h3>
              {ticket.row.title} {ticket.row.urgent ? <Tag look="inverted">{words.urgent}</Tag> : null}
              {ticket.row.mark ? <Tag>{figureWords[locale].marks[ticket.row.mark]}</Tag> : null}
            </h3>
            <p className={styles.ticketMeta}>
              {[ticket.row.unlocated ? words.unlocated : ticket.row.regionName, ticket.row.requestType, ticket.row.categoryName].filter(Boolean).join(' · ')}
            </p>
            <dl className={styles.ticketFacts}>
              <div>
                <dt>{words.ticketStep}</dt>
                <dd>{[ticket.stage, ticket.stage === ticket.step ? '' : ticket.step, time(ticket.row.movedAt)].filter(Boolean).join(' · ')}</dd>
              </div>
              <div>
                <dt>{words.ticketUnit}</dt>
                <dd>{ticket.row.unit ?? '—'}</dd>
              </div>
              <div>
                <dt>{words.ticketHandled}</dt>
                <dd>{ticket.row.mirrored ? words.ticketMirrored : words.ticketNative}</dd>
              </div>
            </dl>
            <p className={styles.ticketText}>{ticket.body}</p>
            <CallerPanel ticket={id} />
            <h4>{words.ticketTimeline}</h4>
            <ol className={styles.timeline}>
              {ticket.timeline.map((step) => (
                <li key={`${step.version}-${step.at}`}>
                  <span>{time(step.at)}</span> {step.name}
                </li>
              ))}
            </ol>
          </article>
        ) : answer.isError ? (
          <PanelStateBody state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} />
        ) : (
          <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
        )}
      </Drawer>
    </div>
  );
}
