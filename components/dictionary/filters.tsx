'use client';
import { useConsole } from '../figure/console-context.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useTyped } from '../ui/use-typed.ts';
import styles from './dictionary.module.css';
import { DICTIONARY_SHOWS, type DictionaryUrl } from './dictionary-url.ts';
import { type SetDictionaryUrl, useDictionaryWords } from './use-dictionary.ts';

/** Search and filters over the list: by words, function, kind, and what is on its way or missing. */
export function Filters({ url, setUrl }: { url: DictionaryUrl; setUrl: SetDictionaryUrl }) {
  const words = useDictionaryWords();
  const { meta } = useConsole();
  const set = (patch: Partial<DictionaryUrl>) => setUrl(patch, { replace: true });
  const { field } = useTyped(url.search, (search) => set({ search }));
  return (
    <div className={styles.filters}>
      <label className={styles.inline}>
        <span>{words.search}</span>
        <input id="dictionary-search" type="search" placeholder={words.searchHint} aria-keyshortcuts="/" {...field} />
      </label>
      <label className={styles.inline}>
        <span>{words.fn}</span>
        <select value={url.fn} onChange={(event) => set({ fn: event.target.value })}>
          <option value="">{words.allFunctions}</option>
          {meta.profile.functions.map((f) => (
            <option key={f.id} value={f.id}>
              {f.name}
            </option>
          ))}
          <option value="-">{words.noFunction}</option>
        </select>
      </label>
      <label className={styles.inline}>
        <span>{words.kind}</span>
        <select value={url.kind} onChange={(event) => set({ kind: event.target.value })}>
          <option value="">{words.allKinds}</option>
          {Object.entries(words.kinds).map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Segmented
        label={words.show}
        options={DICTIONARY_SHOWS.map((id) => ({ id, label: words.shows[id] }))}
        value={url.show}
        onChange={(show) => set({ show })}
      />
    </div>
  );
}
