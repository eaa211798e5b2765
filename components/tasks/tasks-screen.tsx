'use client';
import { useConsole } from '../figure/console-context.tsx';
import { useUrl } from '../figure/use-url.ts';
import { RegionOptions } from '../knowledge/filters.tsx';
import { Button } from '../ui/button.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { AppraisalTab } from './appraisal-tab.tsx';
import { spanAt } from './task-span.ts';
import styles from './tasks.module.css';
import { TasksExport } from './tasks-export.tsx';
import { TASKS_TABS } from './tasks-url.ts';
import { useTasksUrl } from './use-tasks-url.ts';
import { useTasksWords } from './use-tasks-words.ts';
import { WorkTab } from './work-tab.tsx';

/** 督办: what departments were told to do and what became of it, and how each did. */
export function TasksScreen() {
  const words = useTasksWords();
  const { may, viewer, home, meta, offset } = useConsole();
  const [url, setUrl] = useTasksUrl();
  const [place, setPlace] = useUrl();
  const region = place.region ?? home.adcode;
  const sees = may('task.read');
  return (
    <div className={styles.page} data-tasks={url.tab}>
      <header className={styles.top}>
        <h1>{words.title}</h1>
        <Segmented
          label={words.tab}
          value={url.tab}
          options={TASKS_TABS.map((id) => ({ id, label: words.tabs[id] }))}
          onChange={(tab) => setUrl({ tab, counted: null, open: null, ledger: null, making: false, draft: null })}
        />
        {may('task.open') ? (
          <Button disabled={url.making} onClick={() => setUrl({ tab: 'work', making: true, draft: null })} data-make>
            {words.make}
          </Button>
        ) : null}
        {sees && url.tab === 'work' && !url.making ? (
          <TasksExport
            of={{
              ...{ what: 'list', region, view: url.view },
              ...(url.department ? { department: url.department } : {}),
              ...(url.counted ? { counted: { of: url.counted, ...spanAt(url.span, meta.now, offset) } } : {}),
            }}
          />
        ) : null}
        <label className={styles.region}>
          <span className="tg-vh">{words.region}</span>
          <select value={region} disabled={url.making} onChange={(event) => setPlace({ region: event.target.value, card: null })}>
            <RegionOptions within={viewer.homes} />
          </select>
        </label>
      </header>
      {!sees ? (
        <div className={styles.waiting}>
          <PanelStateBody state={{ kind: 'denied', why: words.denied, what: words.deniedWhat }} />
        </div>
      ) : url.tab === 'work' ? (
        <WorkTab region={region} />
      ) : (
        <AppraisalTab region={region} />
      )}
    </div>
  );
}
