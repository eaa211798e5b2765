'use client';
import Link from 'next/link';
import { useConsole } from '../figure/console-context.tsx';
import { parseWall, wallText } from '../figure/time-text.ts';
import { useUrl } from '../figure/use-url.ts';
import { RegionOptions } from '../knowledge/filters.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { CataloguePanel } from './catalogue-panel.tsx';
import { HoursPanel } from './hours-panel.tsx';
import styles from './services.module.css';
import { CASE_STEPS, dayAt, daysTo, LENGTHS, type Length, lengthOf } from './services-url.ts';
import { ChannelsPanel, OutcomesPanel } from './shares-panel.tsx';
import { CaseTiles } from './tiles.tsx';
import { UnusualPanel } from './unusual-panel.tsx';
import { CASES, type ServicesPlace, useCaseFigures, useServicesPlace, useServicesUrl, useServicesWords } from './use-services.ts';

/** 办件量: what is asked for and how it ends, by case; and what the catalogue offers, by item. Two families, never one. */
export function ServicesScreen() {
  const words = useServicesWords();
  const { meta, indicator, may } = useConsole();
  const place = useServicesPlace();
  const [{ of }, setUrl] = useServicesUrl();
  const figures = useCaseFigures(place);
  const live = meta.topics.some((t) => t.id === 'services');
  return (
    <div className={styles.page} data-services>
      <header className={styles.top}>
        <h1>{words.title}</h1>
        {live ? (
          <Link className={styles.screenLink} href="/wall/services" prefetch={false}>
            {words.screen}
          </Link>
        ) : null}
        <Pickers place={place} />
      </header>
      {place.ahead ? (
        <p className={styles.apart} role="status" data-ahead>
          {words.ahead}
        </p>
      ) : null}
      <section className={styles.family} aria-labelledby="services-usage" data-family="usage">
        <div className={styles.familyHead}>
          <h2 id="services-usage">{words.usage}</h2>
          <p>{words.usageOf(indicator(CASES.closed)?.population ?? words.unpublished)}</p>
          <Segmented
            label={words.step}
            value={of}
            options={CASE_STEPS.map((id) => ({ id, label: words.steps[id] }))}
            onChange={(id) => setUrl({ of: id }, { replace: true })}
          />
        </div>
        <CaseTiles place={place} figures={figures} />
        <div className={styles.two}>
          <ChannelsPanel place={place} step={of} figures={figures} />
          <OutcomesPanel figures={figures} />
        </div>
        <HoursPanel place={place} step={of} figure={figures.values.get(of) ?? null} />
        <UnusualPanel place={place} step={of} volume={figures.values.get(of) ?? null} />
      </section>
      <section className={styles.family} aria-labelledby="services-catalogue" data-family="catalogue">
        <div className={styles.familyHead}>
          <h2 id="services-catalogue">{words.catalogue}</h2>
          <p>{words.catalogueOf}</p>
          {may('item.read') && meta.indicators.some((row) => row.items) ? (
            <Link className={styles.lists} href={`/services/items?r=${place.region}`} prefetch={false}>
              {words.itemLists}
            </Link>
          ) : null}
        </div>
        <p className={styles.apart}>{words.apart}</p>
        <CataloguePanel place={place} />
      </section>
    </div>
  );
}

/** Region, day and how many days up to it. */
function Pickers({ place }: { place: ServicesPlace }) {
  const words = useServicesWords();
  const { offset, viewer } = useConsole();
  const [, setUrl] = useUrl();
  const length = lengthOf(place.span, offset);
  const last = place.span.to - 1;
  const setDay = (text: string) => {
    const at = parseWall(`${text}T00:00`, offset);
    if (at !== null && at <= place.now) setUrl({ span: daysTo(at, length ?? '1', offset), card: null });
  };
  return (
    <div className={styles.pickers}>
      <label>
        <span className="tg-vh">{words.region}</span>
        <select value={place.region} onChange={(event) => setUrl({ region: event.target.value, card: null })}>
          <RegionOptions within={viewer.homes} />
        </select>
      </label>
      <label>
        <span className="tg-vh">{words.day}</span>
        <input
          type="date"
          value={wallText(last, offset).slice(0, 10)}
          max={wallText(dayAt(place.now, offset).from, offset).slice(0, 10)}
          onChange={(event) => setDay(event.target.value)}
        />
      </label>
      <Segmented<Length | 'own'>
        label={words.length}
        value={length ?? 'own'}
        options={[...LENGTHS.map((id) => ({ id, label: words.lengths[id] })), ...(length === null ? [{ id: 'own' as const, label: words.ownSpan }] : [])]}
        onChange={(id) => id !== 'own' && setUrl({ span: daysTo(last, id, offset), card: null })}
      />
    </div>
  );
}
