'use client';
import { type FormEvent, useState } from 'react';
import type { PhoneSearch as Answer } from '../../server/wire/person.ts';
import { usePictureNow } from '../figure/picture.tsx';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { faultOf } from '../ui/fault.ts';
import { formatClock, formatDay } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import { Tag } from '../ui/tag.tsx';
import { personWords } from './messages.ts';
import styles from './person.module.css';
import { Watermark } from './watermark.tsx';

const SHORTEST = 7;

/** Tickets by the caller's exact number. The number stands in the field alone: in no address, no cache, no storage. */
export function PhoneSearch({ onOpen }: { onOpen: (ticket: number) => void }) {
  const words = personWords[useLocale().locale];
  const ui = useWords();
  const client = useTRPCClient();
  const [number, setNumber] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');

  const find = async (event: FormEvent) => {
    event.preventDefault();
    setSaid('');
    if (number.normalize('NFKC').replace(/\D/g, '').length < SHORTEST) return setSaid(words.badNumber);
    setBusy(true);
    setAnswer(null);
    try {
      setAnswer(await client.person.search.mutate({ phone: number }));
    } catch (error) {
      const code = (error as { data?: { code?: string } | null }).data?.code;
      const fault = faultOf(error, ui);
      setSaid(code === 'TOO_MANY_REQUESTS' ? words.tooMany : `${fault.what}，${fault.todo}`);
    }
    setBusy(false);
  };
  return (
    <div className={`tg-page ${styles.page}`}>
      <PageHead title={words.search} note={words.searchNote} />
      <Panel label={words.search}>
        <form className={styles.search} onSubmit={(event) => void find(event)}>
          <label>
            {words.number}
            <input
              className={styles.number}
              type="tel"
              inputMode="tel"
              autoComplete="off"
              maxLength={40}
              placeholder={words.numberHint}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          </label>
          <Button type="submit" look="primary" keyName="Enter" disabled={busy}>
            {words.find}
          </Button>
        </form>
        <p className={said ? styles.fault : styles.why} role="status">
          {said || (busy ? words.finding : answer && answer.total > 0 ? words.found(answer.total, answer.rows.length) : '')}
        </p>
        {answer ? <Results answer={answer} onOpen={onOpen} /> : null}
      </Panel>
    </div>
  );
}

function Results({ answer, onOpen }: { answer: Answer; onOpen: (ticket: number) => void }) {
  const { locale, timeZone } = useLocale();
  const words = personWords[locale];
  const now = usePictureNow();
  if (answer.rows.length === 0)
    return (
      <div className={styles.none}>
        <p className={styles.state}>{words.noneFound}</p>
        <p className={styles.why}>{words.noneFoundWhy}</p>
      </div>
    );
  return (
    <Watermark viewer={answer.viewer}>
      <ul className={styles.results} data-results={answer.total}>
        {answer.rows.map((row) => (
          <li key={row.id}>
            <button type="button" className={styles.result} aria-label={`${words.open(row.no)} ${row.title}`} onClick={() => onOpen(row.id)}>
              <span>
                {row.title} {row.confidential ? <Tag>{words.confidential}</Tag> : null}
              </span>
              <span className={styles.meta}>
                {formatDay(row.at, locale, timeZone, now)} {formatClock(row.at, timeZone)}
              </span>
              <span className={styles.meta}>{[row.no, row.regionName, row.requestType, row.categoryName].filter(Boolean).join(' · ')}</span>
              <span className={styles.meta}>{row.unit ?? ''}</span>
            </button>
          </li>
        ))}
      </ul>
    </Watermark>
  );
}
