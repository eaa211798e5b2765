'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallerView } from '../../server/wire/person.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { faultOf } from '../ui/fault.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import { personWords } from './messages.ts';
import styles from './person.module.css';
import { ReasonForm } from './reason-form.tsx';
import { type Reveal, useReveal } from './use-reveal.ts';
import { Watermark } from './watermark.tsx';

/** The caller of one ticket: masked with the reason why, and in clear for ten minutes for who may see him. */
export function CallerPanel({ ticket }: { ticket: number }) {
  const words = personWords[useLocale().locale];
  const trpc = useTRPC();
  const answer = useQuery(trpc.person.caller.queryOptions({ ticket }, { gcTime: 0, staleTime: 0 }));
  if (answer.data) return <Caller key={ticket} view={answer.data} />;
  return (
    <section className={styles.caller} aria-label={words.caller}>
      {answer.isError ? (
        <PanelStateBody state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} />
      ) : (
        <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
      )}
    </section>
  );
}

function Caller({ view }: { view: CallerView }) {
  const words = personWords[useLocale().locale];
  const reveal = useReveal(view.ticket);
  const { clear } = reveal;
  return (
    <Watermark viewer={clear?.viewer ?? view.viewer}>
      <section className={cx(styles.caller, clear && styles.open)} aria-label={words.caller} data-caller={clear ? 'clear' : view.state}>
        <div className={styles.head}>
          <h4>{words.caller}</h4>
          {view.confidential ? <Tag>{words.confidential}</Tag> : null}
          {clear ? <Tag look="inverted">{words.clear}</Tag> : view.state === 'masked' ? <Tag look="dashed">{words.masked}</Tag> : null}
          {clear ? (
            <span className={styles.clock} data-left>
              {words.left(clockText(reveal.left))}
            </span>
          ) : null}
        </div>
        <Content view={view} reveal={reveal} />
      </section>
    </Watermark>
  );
}

function Content({ view, reveal }: { view: CallerView; reveal: Reveal }) {
  const words = personWords[useLocale().locale];
  const queries = useQueryClient();
  const trpc = useTRPC();
  const [asking, setAsking] = useState(false);
  const { clear } = reveal;
  const shown = clear ?? view.shown;
  if (view.state !== 'masked') {
    const { what, todo } = words.states[view.state];
    return (
      <>
        <p className={styles.state}>{what}</p>
        <p className={styles.why}>{todo}</p>
      </>
    );
  }
  const mask = () => {
    reveal.mask();
    void queries.invalidateQueries(trpc.person.caller.queryFilter({ ticket: view.ticket }));
  };
  return (
    <>
      <dl className={styles.fields}>
        {shown?.fields.map(({ field, text }) => (
          <Row key={field} label={words.fields[field]} text={text} />
        ))}
        {shown?.text.map(({ field, kind, text }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one text may hold the same number twice
          <Row key={`${field} ${n}`} label={`${words.inText} ${words.kinds[kind] ?? kind}`} text={text} />
        ))}
      </dl>
      {clear ? (
        <div className={styles.actions}>
          <Button look="primary" onClick={mask}>
            {words.remask}
          </Button>
        </div>
      ) : view.refusal ? (
        <p className={styles.why}>
          {words.maskedWhy}
          {words.refusals[view.refusal].what}。{words.refusals[view.refusal].todo}
        </p>
      ) : asking ? (
        <ReasonForm minutes={view.minutes} reveal={reveal} onDone={() => setAsking(false)} />
      ) : (
        <>
          <p className={styles.why}>
            {words.maskedWhy}
            {words.unmaskNote(view.minutes)}
          </p>
          <div className={styles.actions}>
            {view.open !== null && !reveal.ended ? (
              <Button disabled={reveal.busy} onClick={() => void reveal.reveal(null)}>
                {words.again}
              </Button>
            ) : (
              <Button onClick={() => setAsking(true)}>{words.unmask}</Button>
            )}
          </div>
        </>
      )}
      <Said reveal={reveal} />
    </>
  );
}

function Row({ label, text }: { label: string; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  );
}

/** Always there, so that a reader hears what changes in it. */
function Said({ reveal }: { reveal: Reveal }) {
  const words = personWords[useLocale().locale];
  const ui = useWords();
  const fault = reveal.error ? faultOf(reveal.error, ui) : null;
  return (
    <p className={cx(styles.why, fault && styles.fault)} role="status">
      {fault ? `${fault.what}，${fault.todo}` : reveal.ended ? words.ended : ''}
    </p>
  );
}

/** 9:42 */
function clockText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
