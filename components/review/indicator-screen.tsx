'use client';
import { useConsole } from '../figure/console-context.tsx';
import { useLineage } from '../figure/use-regions.ts';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { cx } from '../ui/class-names.ts';
import { DataTable } from '../ui/data-table.tsx';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { PanelMessage, type PanelState } from '../ui/panel-states.tsx';
import own from './indicator.module.css';
import { IndicatorCourse } from './indicator-course.tsx';
import { IndicatorMeaning } from './indicator-meaning.tsx';
import { PlacePicker } from './place-picker.tsx';
import { RegionMultiples } from './region-multiples.tsx';
import styles from './review.module.css';
import { valueText } from './review-text.ts';
import { Scorecard } from './scorecard.tsx';
import { ToTask } from './to-task.tsx';
import { useReview, useReviewPlace, useReviewWords } from './use-review.ts';

/** One indicator whole: what it means and where that is printed, its targets, its values by region, its course and forecast. */
export function IndicatorScreen({ code }: { code: string }) {
  const words = useReviewWords();
  const { locale } = useLocale();
  const { indicator } = useConsole();
  const def = indicator(code);
  const place = useReviewPlace();
  const { answer, page, review, cardFor } = useReview(place);
  const lineage = useLineage(place.region);
  if (!def) {
    return (
      <div className={styles.page}>
        <PanelMessage what={words.unknownIndicator} detail={words.unknownIndicatorWhat} action={<a href="/indicators">{words.back}</a>} />
      </div>
    );
  }
  const item = review?.items.find((i) => i.row.code === code) ?? null;
  const walked = lineage.map((r) => ({ label: r.name, onSelect: () => place.setRegion(r.adcode) }));
  const open = (region: string) => item && place.openCard(cardFor(item, region));
  const state: PanelState = answer.isError
    ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
    : !page
      ? { kind: 'loading', skeleton: 'list' }
      : item
        ? { kind: 'ready' }
        : { kind: 'denied' };
  return (
    <div className={cx(styles.page, place.card !== null && styles.pageOpen)} aria-busy={answer.isFetching}>
      <Breadcrumb items={[{ label: words.back, href: '/indicators' }, ...walked, { label: def.shortName }]} />
      <header className={styles.top}>
        <h1>{def.name}</h1>
        <span className={styles.code}>{def.code}</span>
        {item && page ? <ToTask item={item} page={page} region={place.region} /> : null}
        <PlacePicker place={place} />
      </header>
      <div className={own.two}>
        <div className={own.column}>
          {item && page ? (
            <>
              <Scorecard
                item={item}
                card={cardFor(item, place.region)}
                periods={page.periods[item.row.grain]}
                href={null}
                selected={false}
                running={page.running}
                onOpen={() => open(place.region)}
              />
              {item.row.versions.length > 0 ? (
                <DataTable
                  caption={words.versions}
                  rows={item.row.versions}
                  rowKey={(v) => v.status}
                  columns={[
                    { id: 'status', head: words.state, cell: (v) => words.statuses[v.status] ?? v.status },
                    { id: 'value', head: words.value, align: 'end', cell: (v) => (v.value === null ? words.notReported : valueText(item, v.value, locale)) },
                  ]}
                />
              ) : null}
              <IndicatorCourse item={item} place={place} />
            </>
          ) : (
            <Panel label={words.attainment} state={state} className={styles.waiting} />
          )}
        </div>
        <IndicatorMeaning def={def} item={item} />
      </div>
      {item && page ? <RegionMultiples item={item} page={page} place={place} cardFor={cardFor} onOpen={open} /> : null}
    </div>
  );
}
