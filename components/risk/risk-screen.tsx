'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { RISK_CHECKS, RISK_HEADS, type RiskHead } from '../../server/core/risk/terms.ts';
import { RISK_NAMES } from '../../server/core/words/risk-words.ts';
import type { RiskFilter, RiskRun } from '../../server/wire/risk.ts';
import { stamp } from '../desk/ticket-clocks.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { useUrl } from '../figure/use-url.ts';
import { RegionOptions } from '../knowledge/filters.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { useNow } from '../live/use-now.ts';
import { Button } from '../ui/button.tsx';
import { download, xlsxBlob } from '../ui/download.ts';
import { formatCount } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import styles from './risk.module.css';
import { heldOf } from './risk-text.ts';
import { RiskWork } from './risk-work.tsx';
import { useRisks, useRiskUrl, useRiskWords } from './use-risks.ts';

/** 风险处置: what the rules found in cross-border trade, and what became of it. */
export function RiskScreen() {
  const words = useRiskWords();
  const { may, home } = useConsole();
  const [place] = useUrl();
  return (
    <div className={styles.page} data-risks>
      {may('risk.read') ? (
        <Risks region={place.region ?? home.adcode} />
      ) : (
        <>
          <header className={styles.top}>
            <h1>{words.title}</h1>
          </header>
          <div className={styles.waiting}>
            <PanelStateBody state={{ kind: 'denied', why: words.denied, what: words.deniedWhat }} />
          </div>
        </>
      )}
    </div>
  );
}

function Risks({ region }: { region: string }) {
  const words = useRiskWords();
  const { locale } = useLocale();
  const names = RISK_NAMES[locale];
  const { viewer, may } = useConsole();
  const [{ view, head, check, zone }, setUrl] = useRiskUrl();
  const [, setPlace] = useUrl();
  const filter: RiskFilter = { region, view, ...(head ? { head } : {}), ...(check ? { check } : {}), ...(zone ? { zone } : {}) };
  const list = useRisks(filter);
  const changed = { open: null, ledger: null } as const;
  return (
    <>
      <header className={styles.top}>
        <h1>{words.title}</h1>
        <Pick
          label={words.filters.head}
          all={words.all.head}
          value={head}
          options={RISK_HEADS.map((id) => ({ id, name: names.heads[id] }))}
          onPick={(id) => setUrl({ head: RISK_HEADS.find((h) => h === id) ?? null, ...changed })}
        />
        <Pick
          label={words.filters.check}
          all={words.all.check}
          value={check}
          options={RISK_CHECKS.map((id) => ({ id, name: names.checks[id] }))}
          onPick={(id) => setUrl({ check: RISK_CHECKS.find((c) => c === id) ?? null, ...changed })}
        />
        <Pick label={words.filters.zone} all={words.all.zone} value={zone} options={list.zones} onPick={(id) => setUrl({ zone: id, ...changed })} />
        {list.run ? <Judged run={list.run} head={head} /> : null}
        {may('figure.export') ? <Export filter={filter} /> : null}
        <label className={styles.region}>
          <span className="tg-vh">{words.region}</span>
          <select value={region} onChange={(event) => setPlace({ region: event.target.value, card: null })}>
            <RegionOptions within={viewer.homes} />
          </select>
        </label>
      </header>
      <RiskWork list={list} />
    </>
  );
}

/** When the rules last looked, and what they found that the next run will raise. */
function Judged({ run, head }: { run: RiskRun; head: RiskHead | null }) {
  const words = useRiskWords();
  const { locale, timeZone } = useLocale();
  const { meta } = useConsole();
  const now = useNow() ?? meta.now;
  const held = head ? run.held[head] : heldOf(run);
  return (
    <span className={styles.said} data-judged={run.at ?? 'never'}>
      {run.at === null ? words.notJudged : words.judgedAt(stamp(run.at, now, locale, timeZone))}
      {held > 0 ? ` · ${words.held(formatCount(held, locale))}` : null}
    </span>
  );
}

type PickProps = { label: string; all: string; value: string | null; options: readonly { id: string; name: string }[]; onPick: (id: string | null) => void };

function Pick({ label, all, value, options, onPick }: PickProps) {
  return (
    <label className={styles.pick}>
      <span className="tg-vh">{label}</span>
      <select value={value ?? ''} onChange={(event) => onPick(event.target.value || null)}>
        <option value="">{all}</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The list as it stands, as a workbook. */
function Export({ filter }: { filter: RiskFilter }) {
  const words = useRiskWords();
  const { locale } = useLocale();
  const trpc = useTRPC();
  const [said, setSaid] = useState('');
  const taking = useMutation(
    trpc.risk.export.mutationOptions({
      onSuccess: ({ name, body, rows }) => {
        download(name, xlsxBlob(body));
        setSaid(words.exported(formatCount(rows, locale)));
      },
      onError: () => setSaid(words.exportFailed),
    }),
  );
  return (
    <>
      <Button disabled={taking.isPending} onClick={() => taking.mutate({ ...filter, locale })} data-export>
        {words.export}
      </Button>
      <span role="status" className={styles.said}>
        {said}
      </span>
    </>
  );
}
