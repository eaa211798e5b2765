'use client';
import { useEffect, useRef } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { useKeys } from '../figure/use-keys.ts';
import { useUrl } from '../figure/use-url.ts';
import { cx } from '../ui/class-names.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { FILTER_DIMS, MEASURES, SPANS, type SpanName, toggled } from './commerce-url.ts';
import { measureSaid } from './measure-text.ts';
import { styles } from './styles.ts';
import { useCommerce, useCommerceWords, useSideText } from './use-commerce.tsx';

/** What is looked at: region, days, scope and status, measure; what is chosen; and the two drawers. */
export function HeadBar() {
  const words = useCommerceWords();
  const { url, setUrl } = useCommerce();
  return (
    <div className={styles.bar1}>
      <h1 className="tg-vh">{words.title}</h1>
      <RegionPicker />
      <SpanPicker />
      <SideSwitch />
      <Segmented
        label={words.measure}
        value={url.measure}
        options={MEASURES.map((id) => ({ id, label: words.measures[id] }))}
        onChange={(measure) => setUrl({ measure })}
      />
      <Chips />
      <span className={styles.barEnd}>
        <button type="button" className={styles.link} aria-pressed={url.tab === 'zones'} onClick={() => setUrl({ tab: url.tab === 'zones' ? null : 'zones' })}>
          {words.tabs.zones}
        </button>
        <button
          type="button"
          className={styles.link}
          aria-pressed={url.tab === 'published'}
          onClick={() => setUrl({ tab: url.tab === 'published' ? null : 'published' })}
        >
          {words.tabs.published}
        </button>
      </span>
    </div>
  );
}

function RegionPicker() {
  const words = useCommerceWords();
  const { home, childrenOf } = useConsole();
  const { region } = useCommerce();
  const [, setUrl] = useUrl();
  const below = childrenOf(home.adcode).filter((r) => r.kind === 'normal');
  const known = region === home.adcode || below.some((r) => r.adcode === region);
  return (
    <label className={styles.picker}>
      <span className="tg-vh">{words.region}</span>
      <select value={region} onChange={(event) => setUrl({ region: event.target.value })}>
        <option value={home.adcode}>{home.name}</option>
        {below.map((r) => (
          <option key={r.adcode} value={r.adcode}>
            {r.shortName}
          </option>
        ))}
        {known ? null : <option value={region}>{region}</option>}
      </select>
    </label>
  );
}

function SpanPicker() {
  const words = useCommerceWords();
  const { url, setUrl, today } = useCommerce();
  const own = url.days ?? { from: today, to: today };
  const choose = (span: SpanName) => setUrl(span === 'own' ? { span, days: own } : { span, days: null });
  const setDay = (part: 'from' | 'to', value: string) => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return;
    const days = { ...own, [part]: value };
    setUrl({ span: 'own', days: days.from <= days.to ? days : part === 'from' ? { from: value, to: value } : { from: value, to: value } }, { replace: true });
  };
  return (
    <>
      <Segmented label={words.days} value={url.span} options={SPANS.map((id) => ({ id, label: words.spans[id] }))} onChange={choose} />
      {url.span === 'own' ? (
        <span className={styles.ownDays}>
          <input type="date" aria-label={words.from} value={own.from} max={today} onChange={(event) => setDay('from', event.target.value)} />
          <span aria-hidden>—</span>
          <input type="date" aria-label={words.to} value={own.to} max={today} onChange={(event) => setDay('to', event.target.value)} />
        </span>
      ) : null}
    </>
  );
}

/** All scopes and statuses that the days have figures of, side by side: one is chosen, none are added. */
function SideSwitch() {
  const words = useCommerceWords();
  const { locale, timeZone } = useLocale();
  const { side, sides, setUrl } = useCommerce();
  const said = useSideText();
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const open = box.current;
      if (!open?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        open.open = false;
        open.querySelector('summary')?.focus();
      } else if (event.target instanceof Node && !open.contains(event.target)) open.open = false;
    };
    document.addEventListener('keydown', close);
    document.addEventListener('pointerdown', close);
    return () => {
      document.removeEventListener('keydown', close);
      document.removeEventListener('pointerdown', close);
    };
  }, []);
  return (
    <details ref={box} className={styles.side} data-side={`${side.scope}.${side.status}`}>
      <summary>
        <span className="tg-vh">{words.side}</span>
        {said}
        <span className={styles.sideCount}>{words.sidesOf(sides.length)}</span>
      </summary>
      <div className={styles.sideBox}>
        <table>
          <caption>{words.sidesNote}</caption>
          <thead>
            <tr>
              <th scope="col">{words.side}</th>
              <th scope="col">{words.measures.value}</th>
              <th scope="col">{words.measures.declarations}</th>
              <th scope="col">{words.asOf}</th>
            </tr>
          </thead>
          <tbody>
            {sides.map((one) => {
              const on = one.scope === side.scope && one.status === side.status;
              return (
                <tr key={`${one.scope} ${one.status}`} className={cx(on && styles.rowOn)}>
                  <th scope="row">
                    <button
                      type="button"
                      aria-pressed={on}
                      onClick={() => {
                        setUrl({ side: { scope: one.scope, status: one.status } });
                        if (box.current) box.current.open = false;
                      }}
                    >
                      {`${words.scopes[one.scope]}·${words.statuses[one.status]}`}
                    </button>
                  </th>
                  <td>{measureSaid('value', one.value, locale)}</td>
                  <td>{measureSaid('declarations', one.declarations, locale)}</td>
                  <td>{`${formatDay(Date.parse(one.newest), locale, timeZone)} ${formatTime(Date.parse(one.newest), timeZone)}`}</td>
                </tr>
              );
            })}
            {sides.length === 0 ? (
              <tr>
                <td colSpan={4}>{words.noSides}</td>
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** What is chosen, each let go by itself, and all by Esc. */
function Chips() {
  const words = useCommerceWords();
  const { url, setUrl, name } = useCommerce();
  const any = Object.keys(url.filter).length > 0;
  const clear = () => setUrl({ filter: {} });
  useKeys({
    // An open drawer takes its own Esc first.
    escape: () => {
      if (any && !url.card && !url.tab) clear();
    },
  });
  if (!any) return <span className={styles.chipHint}>{words.chipHint}</span>;
  return (
    <ul className={styles.chips} aria-label={words.chosen}>
      {FILTER_DIMS.flatMap((dim) =>
        (url.filter[dim] ?? []).map((code) => (
          <li key={`${dim} ${code}`}>
            <button type="button" className={styles.chip} onClick={() => setUrl({ filter: toggled(url.filter, dim, code) })} data-chip={`${dim}:${code}`}>
              <span>{`${words.dims[dim]} ${name(dim, code)}`}</span>
              <span aria-hidden>×</span>
              <span className="tg-vh">{words.drop}</span>
            </button>
          </li>
        )),
      )}
      <li>
        <button type="button" className={styles.link} onClick={clear} aria-keyshortcuts="Escape">
          {words.clear}
          <kbd className="tg-key" aria-hidden>
            Esc
          </kbd>
        </button>
      </li>
    </ul>
  );
}
