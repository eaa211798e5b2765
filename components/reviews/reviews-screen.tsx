'use client';
import Link from 'next/link';
import { useConsole } from '../figure/console-context.tsx';
import { parseWall, wallText } from '../figure/time-text.ts';
import { useUrl } from '../figure/use-url.ts';
import { RegionOptions } from '../knowledge/filters.tsx';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Overview } from './overview.tsx';
import { PraiseTab } from './praise-tab.tsx';
import styles from './reviews.module.css';
import { monthAt, monthChoices, REVIEWS_TABS } from './reviews-url.ts';
import { type ReviewsPlace, useReviewsPlace, useReviewsUrl } from './use-reviews-url.ts';
import { useReviewsWords } from './use-reviews-words.ts';
import { WorkTab } from './work-tab.tsx';

/** 好差评: what reviews amount to, what is done about each bad one, and what of the good ones is worth a look. */
export function ReviewsScreen() {
  const words = useReviewsWords();
  const { may, meta } = useConsole();
  const [url, setUrl] = useReviewsUrl();
  const place = useReviewsPlace();
  const sees = may('rectification.read');
  const live = meta.topics.some((t) => t.id === 'reviews');
  return (
    <div className={styles.page} data-reviews={url.tab}>
      <header className={styles.top}>
        <h1>{words.title}</h1>
        <Segmented
          label={words.tab}
          value={url.tab}
          options={REVIEWS_TABS.map((id) => ({ id, label: words.tabs[id] }))}
          onChange={(tab) => setUrl({ tab, open: null, ledger: null, item: null })}
        />
        {live ? (
          <Link className={styles.screenLink} href="/wall/reviews" prefetch={false}>
            {words.screen}
          </Link>
        ) : null}
        <Pickers place={place} spans={url.tab !== 'work'} />
      </header>
      {url.tab === 'figures' ? (
        <Overview place={place} />
      ) : !sees ? (
        <div className={styles.denied}>
          <PanelStateBody state={{ kind: 'denied', why: words.denied, what: words.deniedWhat }} />
        </div>
      ) : url.tab === 'work' ? (
        <WorkTab region={place.region} />
      ) : (
        <PraiseTab place={place} />
      )}
    </div>
  );
}

/** Region and span; what is to be done has no span. */
function Pickers({ place, spans }: { place: ReviewsPlace; spans: boolean }) {
  const words = useReviewsWords();
  const { timeZone } = useLocale();
  const { offset, viewer, meta } = useConsole();
  const [, setUrl] = useUrl();
  const { from, to } = place.span;
  const month = monthAt(from, offset);
  const whole = month.from === from && month.to === to;
  const months = monthChoices(whole ? from : null, meta.now, offset);
  const nameOf = (at: number) => {
    const [year, number] = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: 'numeric' }).format(at).split('-').map(Number);
    const name = words.monthName(year ?? 0, number ?? 0);
    return at === months[0] ? words.soFar(name) : name;
  };
  const days = { from: wallText(from, offset).slice(0, 10), to: wallText(to - 1, offset).slice(0, 10) };
  const setDay = (end: 'from' | 'to', text: string) => {
    const at = parseWall(`${text}T00:00`, offset);
    if (at === null) return;
    const next = end === 'from' ? { from: at, to } : { from, to: at + 86_400_000 };
    if (next.to > next.from) setUrl({ span: next, card: null });
  };
  return (
    <div className={styles.pickers}>
      <label>
        <span className="tg-vh">{words.region}</span>
        <select value={place.region} onChange={(event) => setUrl({ region: event.target.value, card: null })}>
          <RegionOptions within={viewer.homes} />
        </select>
      </label>
      {spans ? (
        <>
          <label>
            <span className="tg-vh">{words.month}</span>
            <select
              value={whole ? from : ''}
              onChange={(event) => event.target.value && setUrl({ span: monthAt(Number(event.target.value), offset), card: null })}
            >
              {whole ? null : <option value="">{words.ownSpan}</option>}
              {months.map((at) => (
                <option key={at} value={at}>
                  {nameOf(at)}
                </option>
              ))}
            </select>
          </label>
          {(['from', 'to'] as const).map((end) => (
            <label key={end}>
              <span>{words[end]}</span>
              <input type="date" value={days[end]} onChange={(event) => setDay(end, event.target.value)} />
            </label>
          ))}
        </>
      ) : null}
    </div>
  );
}
