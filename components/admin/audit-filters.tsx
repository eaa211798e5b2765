'use client';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { parseWall, wallText } from '../figure/time-text.ts';
import { useKeys } from '../figure/use-keys.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { KeyCap } from '../ui/key-cap.tsx';
import { useLocale } from '../ui/locale.tsx';
import { Segmented } from '../ui/segmented.tsx';
import styles from './audit.module.css';
import { actionGroups } from './audit-actions.ts';
import { auditWords } from './audit-messages.ts';
import { AUDIT_SPANS, type AuditUrl, EMPTY_AUDIT, isNarrowed } from './audit-url.ts';
import type { SetAuditUrl } from './use-audit.ts';

/** The search: what is chosen is asked at once, what is typed by Enter, since each search is on record. */
export function AuditFilters({ url, setUrl, onAgain }: { url: AuditUrl; setUrl: SetAuditUrl; onAgain: () => void }) {
  const { locale } = useLocale();
  const words = auditWords[locale];
  const { offset } = useConsole();
  const search = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(url.actor !== '' || url.region !== '' || url.address !== '' || url.object !== '');
  useKeys({ '/': () => search.current?.focus() });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const region = /\d{6,12}/.exec(text('region'))?.[0] ?? '';
    const typed = open ? { actor: text('actor'), object: text('object'), address: text('address'), region } : {};
    setUrl({ q: text('q'), ...typed, row: null });
    onAgain();
  };
  return (
    <form className={styles.filters} onSubmit={submit} key={formKey(url)}>
      <div className={styles.line}>
        <label className={styles.search}>
          <KeyCap name="/" />
          <span className="tg-vh">{words.search}</span>
          <input
            ref={search}
            name="q"
            type="search"
            defaultValue={url.q}
            maxLength={100}
            placeholder={words.searchHint}
            autoComplete="off"
            aria-keyshortcuts="/"
          />
        </label>
        <Button type="submit" look="primary">
          {words.ask}
        </Button>
        <Button keyName="R" onClick={onAgain}>
          {words.refresh}
        </Button>
      </div>
      <div className={styles.line}>
        <Segmented
          label={words.span}
          value={url.span}
          options={AUDIT_SPANS.map((id) => ({ id, label: words.spans[id] }))}
          onChange={(span) => setUrl({ span, row: null })}
        />
        {url.span === 'own' ? (
          <>
            <Instant label={words.from} value={url.from} onChange={(from) => setUrl({ from, row: null }, { replace: true })} offset={offset} />
            <Instant label={words.to} value={url.to} onChange={(to) => setUrl({ to, row: null }, { replace: true })} offset={offset} />
          </>
        ) : null}
        <Choice label={words.action} value={url.action} onChange={(action) => setUrl({ action, row: null })}>
          <option value="">{words.anyAction}</option>
          {actionGroups(locale).map(({ noun, word, verbs }) => (
            <optgroup key={noun} label={word}>
              <option value={`${noun}.`}>{words.allOf(word)}</option>
              {verbs.map(({ code, word: verb }) => (
                <option key={code} value={code}>
                  {verb}
                </option>
              ))}
            </optgroup>
          ))}
        </Choice>
        <Choice label={words.result} value={url.result} onChange={(result) => setUrl({ result: result as AuditUrl['result'], row: null })}>
          <option value="">{words.anyResult}</option>
          <option value="ok">{words.results.ok}</option>
          <option value="refused">{words.results.refused}</option>
          <option value="failed">{words.results.failed}</option>
        </Choice>
        <Choice label={words.order} value={url.order} onChange={(order) => setUrl({ order: order === 'oldest' ? 'oldest' : 'newest', row: null })}>
          <option value="newest">{words.newest}</option>
          <option value="oldest">{words.oldest}</option>
        </Choice>
        <Button look="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          {words.more}
        </Button>
        {isNarrowed(url) || url.span !== EMPTY_AUDIT.span ? (
          <Button look="plain" onClick={() => setUrl({ ...EMPTY_AUDIT })}>
            {words.clear}
          </Button>
        ) : null}
      </div>
      {open ? (
        <div className={styles.line}>
          <Field name="actor" label={words.who} hint={words.whoHint} value={url.actor} />
          <RegionField value={url.region} />
          <Field name="object" label={words.object} hint={words.object} value={url.object} />
          <Field name="address" label={words.address} hint={words.address} value={url.address} />
        </div>
      ) : null}
    </form>
  );
}

/** What is typed into the fields follows the address when that changes: a link to another search, back and forth. */
const formKey = ({ q, actor, region, object, address }: AuditUrl): string => JSON.stringify([q, actor, region, object, address]);

function Choice({ label, value, onChange, children }: { label: string; value: string; onChange: (value: string) => void; children: ReactNode }) {
  return (
    <select className={styles.choice} aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {children}
    </select>
  );
}

function Field({ name, label, hint, value }: { name: string; label: string; hint: string; value: string }) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input name={name} defaultValue={value} placeholder={hint} maxLength={100} autoComplete="off" />
    </label>
  );
}

type InstantProps = { label: string; value: number | null; onChange: (at: number | null) => void; offset: Parameters<typeof parseWall>[1] };

function Instant({ label, value, onChange, offset }: InstantProps) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input
        type="datetime-local"
        value={value === null ? '' : wallText(value, offset)}
        onChange={(event) => onChange(parseWall(event.target.value, offset))}
      />
    </label>
  );
}

const WAIT_MS = 250;

/** A region by its name or code; the code is what is asked. */
function RegionField({ value }: { value: string }) {
  const words = auditWords[useLocale().locale];
  const { region } = useConsole();
  const trpc = useTRPC();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery(trpc.admin.regions.queryOptions({ text: asked }, { enabled: asked !== '' && !/\d{6}/.test(asked), staleTime: 60_000 }));
  const shown = value === '' ? '' : `${region(value)?.name ?? ''} ${value}`.trim();
  return (
    <label className={styles.field}>
      <span>{words.region}</span>
      <input
        name="region"
        list={list}
        defaultValue={shown}
        placeholder={words.regionHint}
        maxLength={64}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value.slice(0, 64))}
      />
      <datalist id={list}>
        {(found.data ?? []).slice(0, 20).map((r) => (
          <option key={r.adcode} value={`${r.name} ${r.adcode}`}>
            {r.above.join(' › ')}
          </option>
        ))}
      </datalist>
    </label>
  );
}
