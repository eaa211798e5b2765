'use client';
import { APPRAISAL_BY, type AppraisalQuery } from '../../server/wire/appraisal.ts';
import { useConsole } from '../figure/console-context.tsx';
import { RegionOptions } from '../knowledge/filters.tsx';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import styles from './appraisal.module.css';
import { type AppraisalUrl, localDate, PRESETS, presetDays } from './appraisal-url.ts';
import { type SetAppraisalUrl, useAppraisalWords } from './use-appraisal.ts';

type FiltersProps = { url: AppraisalUrl; setUrl: SetAppraisalUrl; query: AppraisalQuery };

/** View, grouping, region and period. */
export function AppraisalFilters({ url, setUrl, query }: FiltersProps) {
  const words = useAppraisalWords();
  const { meta, offset, viewer } = useConsole();
  const days = { from: localDate(query.from, offset), to: localDate(query.to - 1, offset) };
  return (
    <div className={styles.filters}>
      <Segmented
        label={words.view}
        value={url.tab}
        options={(['rates', 'watch'] as const).map((id) => ({ id, label: words.tabs[id] }))}
        onChange={(tab) => setUrl({ tab, open: null })}
      />
      <Segmented
        label={words.by}
        value={url.by}
        options={APPRAISAL_BY.map((id) => ({ id, label: words.bys[id] }))}
        onChange={(by) => setUrl({ by, open: null })}
      />
      <label>
        <span>{words.region}</span>
        <select value={query.region} onChange={(event) => setUrl({ region: event.target.value, open: null })}>
          <RegionOptions within={viewer.homes} />
        </select>
      </label>
      {(['from', 'to'] as const).map((end) => (
        <label key={end}>
          <span>{words[end]}</span>
          <input
            type="date"
            value={days[end]}
            max={end === 'from' ? days.to : undefined}
            min={end === 'to' ? days.from : undefined}
            onChange={(event) => event.target.value !== '' && setUrl({ ...days, [end]: event.target.value, open: null })}
          />
        </label>
      ))}
      <span className={styles.presets}>
        {PRESETS.map((preset) => {
          const usual = presetDays(preset, meta.now, offset);
          return (
            <Button key={preset} pressed={usual.from === days.from && usual.to === days.to} onClick={() => setUrl({ ...usual, open: null })}>
              {words.presets[preset]}
            </Button>
          );
        })}
      </span>
    </div>
  );
}
