'use client';
import { type ReactNode, useMemo, useRef } from 'react';
import { KNOWLEDGE_SHELVES } from '../../server/wire/knowledge.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useKeys } from '../figure/use-keys.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useTyped } from '../ui/use-typed.ts';
import styles from './knowledge.module.css';
import type { KnowledgeUrl } from './knowledge-url.ts';
import { type SetKnowledgeUrl, useKnowledgeWords } from './use-knowledge.ts';

type SearchBoxProps = { value: string; hint: string; onChange: (text: string) => void; onEnter: () => void; slash?: boolean };

/** A search that asks a moment after the last key; Enter opens the best, Esc leaves the field. */
export function SearchBox({ value, hint, onChange, onEnter, slash = false }: SearchBoxProps) {
  const words = useKnowledgeWords();
  const field = useRef<HTMLInputElement>(null);
  const { typed, send, field: typing } = useTyped(value, onChange, 200);
  useKeys(slash ? { '/': () => field.current?.focus() } : {});
  return (
    <label className={styles.search}>
      {slash ? <KeyCap name="/" /> : null}
      <span className="tg-vh">{words.search}</span>
      <input
        ref={field}
        type="search"
        {...typing}
        placeholder={hint}
        autoComplete="off"
        aria-keyshortcuts={slash ? '/' : undefined}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') {
            event.preventDefault();
            event.currentTarget.blur();
          } else if (event.key === 'Enter') {
            event.preventDefault();
            if (typed === value) onEnter();
            else send(typed);
          }
        }}
      />
    </label>
  );
}

/** Class, region, department and shelf of the search. */
export function Filters({ url, setUrl }: { url: KnowledgeUrl; setUrl: SetKnowledgeUrl }) {
  const words = useKnowledgeWords();
  return (
    <fieldset className={styles.filters}>
      <legend className="tg-vh">{words.filters}</legend>
      <Segmented
        label={words.shelf}
        value={url.shelf}
        options={KNOWLEDGE_SHELVES.map((id) => ({ id, label: words.shelves[id] }))}
        onChange={(shelf) => setUrl({ shelf })}
      />
      <div className={styles.choices}>
        <Choice label={words.category} value={url.category} onChange={(category) => setUrl({ category })}>
          <option value="">{words.allClasses}</option>
          <CategoryOptions />
        </Choice>
        <Choice label={words.region} value={url.region} onChange={(region) => setUrl({ region })}>
          <option value="">{words.allRegions}</option>
          <RegionOptions />
        </Choice>
        <Choice label={words.department} value={url.department} onChange={(department) => setUrl({ department })}>
          <option value="">{words.allDepartments}</option>
          <DepartmentOptions />
        </Choice>
      </div>
    </fieldset>
  );
}

type ChoiceProps = { label: string; value: string | null; onChange: (value: string | null) => void; children: ReactNode };

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <label>
      <span className="tg-vh">{label}</span>
      <select className={styles.choice} value={value ?? ''} onChange={(event) => onChange(event.target.value || null)}>
        {children}
      </select>
    </label>
  );
}

/** The classes in the order of their codes, indented by their level. */
export function CategoryOptions() {
  const { meta } = useConsole();
  const codes = useMemo(() => Object.entries(meta.categories).sort(([a], [b]) => (a < b ? -1 : 1)), [meta.categories]);
  return codes.map(([code, name]) => (
    <option key={code} value={code}>
      {`${'　'.repeat(Math.max(0, code.length / 2 - 1))}${name}`}
    </option>
  ));
}

/** Regions down to the counties; `within` leaves out what does not lie below one of these. */
export function RegionOptions({ within }: { within?: readonly string[] }) {
  const { meta, root, childrenOf } = useConsole();
  const options = useMemo(() => {
    const out: { adcode: string; text: string }[] = [];
    const walk = (adcode: string, depth: number, inside: boolean) => {
      const own = inside || within === undefined || within.includes(adcode);
      const info = meta.regions.find((r) => r.adcode === adcode);
      if (own && info) out.push({ adcode, text: `${'　'.repeat(depth)}${info.name}` });
      for (const child of childrenOf(adcode)) walk(child.adcode, depth + 1, own);
    };
    walk(root.adcode, 0, false);
    return out;
  }, [meta.regions, root, childrenOf, within]);
  return options.map(({ adcode, text }) => (
    <option key={adcode} value={adcode}>
      {text}
    </option>
  ));
}

/** Departments by their order in the profile; `within` names those that may be chosen (null = all). */
export function DepartmentOptions({ within = null }: { within?: readonly string[] | null }) {
  const { meta } = useConsole();
  return Object.entries(meta.departments)
    .filter(([id]) => within === null || within.includes(id))
    .map(([id, name]) => (
      <option key={id} value={id}>
        {name}
      </option>
    ));
}
