'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type ItemImport, type ItemPlaceView, MOST_FILE_BYTES } from '../../server/wire/items.ts';
import { useConsole } from '../figure/console-context.tsx';
import { wallText } from '../figure/time-text.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { csvBlob, download } from '../ui/download.ts';
import { Drawer } from '../ui/drawer.tsx';
import { faultOf } from '../ui/fault.ts';
import { formatNumber } from '../ui/format.ts';
import { useWords } from '../ui/locale.tsx';
import { faultCount, faultLines } from './fault-lines.ts';
import styles from './items.module.css';
import { type Packed, packFile } from './pack-file.ts';
import { templateText } from './template-file.ts';
import { useCountedRows, useItemsAgain, useItemsWords, useUncountedText } from './use-items.ts';
import { uncountedIn } from './why-uncounted.ts';

type Props = { region: string; places: readonly ItemPlaceView[]; onClose: () => void; onSaid: (text: string) => void };

/** A region's list from a file: all of it or nothing, after a look at what it would count. */
export function ItemsImport({ region, places, onClose, onSaid }: Props) {
  const words = useItemsWords();
  const common = useWords();
  const trpc = useTRPC();
  const again = useItemsAgain();
  const { meta, offset } = useConsole();
  const today = wallText(meta.now, offset).slice(0, 10);
  const [place, setPlace] = useState(places.some((p) => p.region === region) ? region : (places[0]?.region ?? ''));
  const [asOf, setAsOf] = useState(today);
  const [file, setFile] = useState<File | null>(null);
  /** What was looked at: that, and not what the fields say meanwhile, is what is written. */
  const [looked, setLooked] = useState<(Packed['sent'] & { region: string; asOf: string }) | null>(null);
  const [note, setNote] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const [reading, setReading] = useState(false);
  const check = useMutation(trpc.items.import.mutationOptions());
  const write = useMutation(
    trpc.items.import.mutationOptions({
      onSuccess: ({ items, told, id }) => {
        if (id === null) return;
        onSaid(words.wrote(formatNumber(items), told));
        onClose();
      },
      onSettled: again,
    }),
  );
  const reset = () => {
    check.reset();
    write.reset();
    setTooLarge(false);
  };
  const look = async () => {
    if (!file || reading) return;
    reset();
    setReading(true);
    try {
      const { size, sent } = await packFile(file);
      const asked = { region: place, asOf, ...sent };
      setLooked(asked);
      if (size > MOST_FILE_BYTES) setTooLarge(true);
      else check.mutate({ ...asked, note: '', dryRun: true, seen: null });
    } finally {
      setReading(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (looked && found) write.mutate({ ...looked, note: note.trim(), dryRun: false, seen: found.holds?.id ?? null });
  };
  // What was not written says why, as what was looked at does.
  const found = write.data?.id === null ? write.data : check.data;
  const failed = check.error ?? write.error;
  const fault = failed ? faultOf(failed, common) : null;
  const rules = meta.profile.itemList;
  return (
    <Drawer open title={words.importFile} onClose={onClose} width={460}>
      <div className={styles.form}>
        <label className={styles.field}>
          <span>{words.region}</span>
          <select
            value={place}
            disabled={reading}
            onChange={(event) => {
              setPlace(event.target.value);
              reset();
            }}
          >
            {places.map((p) => (
              <option key={p.region} value={p.region}>
                {p.name}
              </option>
            ))}
          </select>
          {places.length === 0 ? <small role="alert">{words.mine}</small> : null}
        </label>
        <label className={styles.field}>
          <span>{words.dated}</span>
          <input
            type="date"
            required
            value={asOf}
            max={today}
            disabled={reading}
            onChange={(event) => {
              setAsOf(event.target.value);
              reset();
            }}
          />
          <small>{words.datedHint}</small>
        </label>
        <label className={styles.field}>
          <span>{words.file}</span>
          <input
            type="file"
            accept=".csv,.tsv,.xlsx"
            disabled={reading}
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              reset();
            }}
          />
          <small>{words.fileHint(rules?.properties.map((p) => p.name).join('、') ?? '')}</small>
          <small>{words.kindsHint(rules?.kinds.join('、') ?? '')}</small>
        </label>
        <div className={styles.bar}>
          {rules ? <Button onClick={() => download('items-template.csv', csvBlob(templateText(rules, place, words.example)))}>{words.template}</Button> : null}
          <Button disabled={!file || place === '' || asOf === '' || reading || check.isPending} onClick={() => void look()}>
            {reading || check.isPending ? words.checking : words.check}
          </Button>
        </div>
        {tooLarge ? (
          <p role="alert" className={styles.fault}>
            {words.tooLarge}
          </p>
        ) : null}
        {fault ? (
          <p role="alert" className={styles.fault}>
            {words.failed(fault.what, fault.todo)}
          </p>
        ) : null}
        {found && found.faults.length > 0 ? <Faults found={found} /> : null}
        {found && found.faults.length === 0 ? <Preview found={found} place={looked?.region ?? place} asOf={looked?.asOf ?? asOf} /> : null}
        {found && found.faults.length === 0 && !found.same ? (
          <form className={styles.form} onSubmit={submit}>
            <label className={styles.field}>
              <span>{words.why}</span>
              <input maxLength={200} value={note} placeholder={words.whyHint} onChange={(event) => setNote(event.target.value)} />
            </label>
            <div className={styles.bar}>
              <Button type="submit" look="primary" disabled={write.isPending}>
                {words.write}
              </Button>
            </div>
          </form>
        ) : null}
      </div>
    </Drawer>
  );
}

function Faults({ found }: { found: ItemImport }) {
  const words = useItemsWords();
  return (
    <div role="alert" className={styles.fault} data-faults={faultCount(found)}>
      <p>{words.faults(formatNumber(faultCount(found)))}</p>
      {found.sheet === null ? null : <p>{words.sheetRead(found.sheet)}</p>}
      <ol>
        {faultLines(found).map(({ fault, lines, others, like }) => {
          const text = words.fault(fault, words.fields);
          const named = lines.filter((line) => line > 0).join('、');
          return (
            <li key={`${lines.join(' ')} ${fault.code} ${fault.field} ${like}`}>
              {like
                ? words.faultsLike(named, formatNumber(lines.length + others), text)
                : words.faultLine(named, others > 0 ? formatNumber(others) : null, text)}
            </li>
          );
        })}
      </ol>
      <p>{words.faultsWhat}</p>
    </div>
  );
}

/** What the list counts and what it does not, whose place it takes, and what it changes. */
function Preview({ found, place, asOf }: { found: ItemImport; place: string; asOf: string }) {
  const words = useItemsWords();
  const { region } = useConsole();
  const rows = useCountedRows();
  const uncountedText = useUncountedText();
  const lines = rows.map((row) => ({ row, sum: found.counts[row.code], why: uncountedIn(row, region(place)?.level ?? '', found) }));
  const uncounted = lines.flatMap(({ row, why }) => (why ? [{ row, why }] : []));
  return (
    <div role="status" data-preview={found.items}>
      <p>{found.same ? words.same : words.willWrite(formatNumber(found.items), asOf)}</p>
      {found.sheet === null ? null : <p>{words.sheetRead(found.sheet)}</p>}
      {found.holds && !found.same ? <p>{words.willReplace(found.holds.version, formatNumber(found.holds.items))}</p> : null}
      {found.same ? null : <Against found={found} />}
      <ul className={styles.counts}>
        {lines.map(({ row, sum, why }) =>
          sum && !why ? <li key={row.code}>{`${row.shortName}：${words.partsOf(formatNumber(sum.num), formatNumber(sum.den))}`}</li> : null,
        )}
      </ul>
      {uncounted.length > 0 ? (
        <div className={styles.quiet} data-uncounted={uncounted.length}>
          <p>{words.uncountedHead}</p>
          <ul className={styles.counts}>
            {uncounted.map(({ row, why }) => (
              <li key={row.code}>{words.uncountedLine(row.shortName, uncountedText(why))}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

/** What the list changes in the one in force. */
function Against({ found: { against, items } }: { found: ItemImport }) {
  const words = useItemsWords();
  if (!against) return <p data-against="none">{words.firstList}</p>;
  const { asOf, added, gone, changed } = against;
  const n = formatNumber;
  return (
    <p data-against={`${added} ${gone} ${changed}`}>
      {added + gone + changed === 0 ? words.alike(asOf) : words.against(asOf, n(against.items), n(items), n(added), n(gone), n(changed))}
    </p>
  );
}
