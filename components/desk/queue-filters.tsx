'use client';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { DESK_MARKS, type DeskMark } from '../../server/wire/desk.ts';
import { useConsole } from '../figure/console-context.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import styles from './desk.module.css';
import { type DeskUrl, EMPTY_DESK, formatDeskUrl, narrowed, parseDeskUrl, readViews, saveView } from './desk-url.ts';
import { deskWords } from './messages.ts';
import type { QueuePaneProps } from './queue-pane.tsx';
import { useStored } from './use-stored.ts';

const QUICK: readonly DeskMark[] = ['urgent', 'merged', 'returned'];

type Props = QueuePaneProps & { soon: number | null; late: number | null; total: number | null };

/** Chips of what is filtered by most, the rest behind one button, and views that the reader keeps by name. */
export function QueueFilters(props: Props) {
  const { url, setUrl, soon, late, total } = props;
  const { locale } = useLocale();
  const words = deskWords[locale];
  const [open, setOpen] = useState(false);
  const all = url.due === null && url.mark === null;
  const more = narrowed(url) + (url.region === null ? 0 : 1);
  // Another queue opens with a ticket of its own.
  const narrow = (patch: Partial<DeskUrl>) => setUrl({ ...patch, ticket: null, ledger: null });
  // What the server counts is the whole list.
  const counted = (n: number | null) => (narrowed(url) > 0 ? null : n);
  const chip = (on: boolean, label: string, count: number | null, pick: () => void, mark?: 1 | 2) => (
    <button key={label} type="button" className={cx(styles.chip, on && styles.chipOn)} aria-pressed={on} onClick={pick}>
      {mark && count ? <SeverityMark severity={mark} size={11} decorative /> : null}
      {label}
      {count === null ? '' : ` ${formatCount(count, locale)}`}
    </button>
  );
  return (
    <div className={styles.filters}>
      <div className={styles.chips}>
        {chip(all, words.all, counted(total), () => narrow({ due: null, mark: null }))}
        {chip(url.due === 'late', words.due.late, counted(late), () => narrow({ due: url.due === 'late' ? null : 'late' }), 1)}
        {chip(url.due === 'soon', words.due.soon, counted(soon), () => narrow({ due: url.due === 'soon' ? null : 'soon' }), 2)}
        {QUICK.map((mark) => chip(url.mark === mark, words.marks[mark], null, () => narrow({ mark: url.mark === mark ? null : mark })))}
        <button type="button" className={cx(styles.chip, more > 0 && styles.chipOn)} aria-expanded={open} onClick={() => setOpen(!open)}>
          {words.filter}
          {more > 0 ? ` ${more}` : ''}
        </button>
      </div>
      {open ? <MoreFilters {...props} setUrl={narrow} /> : null}
    </div>
  );
}

function MoreFilters({ url, setUrl, login }: Props) {
  const words = deskWords[useLocale().locale];
  const { meta, home, childrenOf } = useConsole();
  const units = useId();
  const classes = useId();
  const regions = [home, ...childrenOf(home.adcode)];
  return (
    <div className={styles.moreFilters}>
      <Search text={url.text} onSearch={(text) => setUrl({ text })} />
      <label>
        {words.region}
        <select value={url.region ?? home.adcode} onChange={(e) => setUrl({ region: e.target.value === home.adcode ? null : e.target.value })}>
          {regions.map((r) => (
            <option key={r.adcode} value={r.adcode}>
              {r.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.requestType}
        <select value={url.requestType ?? ''} onChange={(e) => setUrl({ requestType: e.target.value || null })}>
          <option value="">{words.any}</option>
          {meta.profile.requestTypes.map((t) => (
            <option key={t}>{t}</option>
          ))}
        </select>
      </label>
      <label>
        {words.mark}
        <select value={url.mark ?? ''} onChange={(e) => setUrl({ mark: DESK_MARKS.find((m) => m === e.target.value) ?? null })}>
          <option value="">{words.any}</option>
          {DESK_MARKS.map((m) => (
            <option key={m} value={m}>
              {words.marks[m]}
            </option>
          ))}
        </select>
      </label>
      <Named label={words.category} list={classes} names={meta.categories} value={url.category} onPick={(category) => setUrl({ category })} />
      <Named label={words.unit} list={units} names={meta.departments} value={url.unit} onPick={(unit) => setUrl({ unit })} />
      <label>
        {words.origin}
        <select
          value={url.mirrored === null ? '' : url.mirrored ? '1' : '0'}
          onChange={(e) => setUrl({ mirrored: e.target.value === '' ? null : e.target.value === '1' })}
        >
          <option value="">{words.any}</option>
          <option value="0">{words.native}</option>
          <option value="1">{words.mirrored}</option>
        </select>
      </label>
      <SavedViews login={login} url={url} setUrl={setUrl} />
    </div>
  );
}

function Search({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const words = deskWords[useLocale().locale];
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  return (
    <form onSubmit={send}>
      <label>
        {words.search}
        <input
          type="search"
          value={typed}
          maxLength={80}
          placeholder={words.searchHint}
          onChange={(e) => setTyped(e.target.value)}
          onBlur={() => onSearch(typed.trim())}
        />
      </label>
    </form>
  );
}

/** A code picked by its name out of a long list. */
function Named(props: { label: string; list: string; names: Record<string, string>; value: string | null; onPick: (code: string | null) => void }) {
  const { label, list, names, value, onPick } = props;
  const [typed, setTyped] = useState(value === null ? '' : (names[value] ?? value));
  useEffect(() => setTyped(value === null ? '' : (names[value] ?? value)), [value, names]);
  const pick = (text: string) => {
    setTyped(text);
    const code = Object.entries(names).find(([c, name]) => name === text || c === text)?.[0];
    if (code) onPick(code);
    else if (text === '') onPick(null);
  };
  return (
    <label>
      {label}
      <input list={list} value={typed} onChange={(e) => pick(e.target.value)} />
      <datalist id={list}>
        {Object.entries(names).map(([code, name]) => (
          <option key={code} value={name} />
        ))}
      </datalist>
    </label>
  );
}

function SavedViews({ login, url, setUrl }: Pick<Props, 'login' | 'url' | 'setUrl'>) {
  const words = deskWords[useLocale().locale];
  const [views, setViews] = useStored(`tongguan.desk.views.${login}`, readViews);
  const [name, setName] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    const given = name.trim().slice(0, 20);
    if (given === '') return;
    setViews(saveView(views, given, url));
    setName('');
  };
  return (
    <form className={styles.savedViews} onSubmit={save} aria-label={words.savedViews}>
      <ul>
        {views.map((view) => (
          <li key={view.name}>
            <button
              type="button"
              className={cx(styles.chip, formatDeskUrl({ ...url, ticket: null, ledger: null }) === view.query && styles.chipOn)}
              onClick={() => setUrl({ ...EMPTY_DESK, ...parseDeskUrl(new URLSearchParams(view.query)) })}
            >
              {view.name}
            </button>
            <button type="button" className={styles.forget} aria-label={words.forgetView(view.name)} onClick={() => setViews(views.filter((v) => v !== view))}>
              ×
            </button>
          </li>
        ))}
      </ul>
      <input value={name} maxLength={20} placeholder={words.viewName} aria-label={words.viewName} onChange={(e) => setName(e.target.value)} />
      <Button type="submit" disabled={name.trim() === ''}>
        {words.saveView}
      </Button>
    </form>
  );
}
