'use client';
import { useConsole } from '../figure/console-context.tsx';
import { useUrl } from '../figure/use-url.ts';
import { RegionOptions } from '../knowledge/filters.tsx';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { xlsxBlob } from '../ui/download.ts';
import { formatCount } from '../ui/format.ts';
import { LiveRegion } from '../ui/live-region.tsx';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useTaking } from '../ui/use-taking.ts';
import { DutiesTab } from './duties-tab.tsx';
import styles from './filling.module.css';
import { FILLING_TABS, type FillingTab } from './filling-url.ts';
import { Filters } from './filters.tsx';
import { Matrix } from './matrix.tsx';
import { PeriodPane } from './period-pane.tsx';
import { SlotList } from './slot-list.tsx';
import { useFillings, useFillingUrl, useFillingWords } from './use-filling.ts';

/** 填报: what departments are to report by hand, what was reported, and what is to be checked. */
export function FillingScreen() {
  const words = useFillingWords();
  const { locale } = useLocale();
  const { may, viewer, home } = useConsole();
  const client = useTRPCClient();
  const [url, setUrl] = useFillingUrl();
  const [place, setPlace] = useUrl();
  const region = place.region ?? home.adcode;
  const sees = may('filling.read');
  const list = useFillings(region, url, sees);
  const { busy, said, take } = useTaking(words);
  const tab: FillingTab = url.tab ?? (may('filling.check') && !may('filling.submit') ? 'check' : 'todo');
  const tabs = FILLING_TABS.filter((t) => t !== 'duties' || may('filling.manage'));
  const counts = list.data?.counts;
  const count = (n: number) => formatCount(n, locale);
  const standing = counts
    ? words.standing({ toFill: count(counts.toFill), overdue: count(counts.overdue), returned: count(counts.returned), toCheck: count(counts.toCheck) })
    : '';
  const exportBook = async () => {
    const filter = { ...(url.department ? { department: url.department } : {}), ...(url.indicator ? { indicator: url.indicator } : {}) };
    const { name, body, rows } = await client.filling.export.mutate({ region, back: url.back, locale, ...filter });
    return { name, blob: xlsxBlob(body), rows };
  };
  const labels: Record<FillingTab, string> = {
    ...words.tabs,
    ...(counts ? { todo: `${words.tabs.todo} ${count(counts.toFill)}`, check: `${words.tabs.check} ${count(counts.toCheck)}` } : {}),
  };
  return (
    <div className={styles.page} data-filling={tab}>
      <header className={styles.top}>
        <h1>{words.title}</h1>
        <Segmented
          label={words.tab}
          value={tab}
          options={tabs.map((id) => ({ id, label: labels[id] }))}
          onChange={(next) => setUrl({ tab: next, open: null, status: null, edit: null })}
        />
        {sees ? <Filters tab={tab} duties={list.data?.duties ?? []} /> : null}
        {may('filling.manage') ? (
          <Button disabled={busy} onClick={() => void take(exportBook)}>
            {words.xlsx}
          </Button>
        ) : null}
        <label className={styles.region}>
          <span className="tg-vh">{words.region}</span>
          <select value={region} onChange={(event) => setPlace({ region: event.target.value, card: null })}>
            <RegionOptions within={viewer.homes} />
          </select>
        </label>
        <p className={styles.standing} data-standing>
          {said || standing}
        </p>
      </header>
      {!sees ? (
        <div className={styles.waiting}>
          <PanelStateBody state={{ kind: 'denied', why: words.denied, what: words.deniedWhat }} />
        </div>
      ) : tab === 'duties' ? (
        <DutiesTab region={region} list={list} />
      ) : (
        <div className={cx(styles.work, url.open && styles.workOpen, tab === 'matrix' && styles.wide)}>
          {tab === 'matrix' ? <Matrix list={list} /> : <SlotList kind={tab} list={list} />}
          <PeriodPane />
        </div>
      )}
      <LiveRegion message={said || standing} />
    </div>
  );
}
