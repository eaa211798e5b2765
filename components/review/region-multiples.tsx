'use client';
import { wilson } from '../../server/core/review/attain.ts';
import { fewOf } from '../../server/core/review/judge-measure.ts';
import type { ReviewPage } from '../../server/wire/review.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { cardAttribute } from '../figure/shortcuts.tsx';
import { useChildRegions } from '../figure/use-regions.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatNumber } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelMessage } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './review.module.css';
import { type Cell, lineOf, orderCells, type ReviewItem, sharedScale } from './review-model.ts';
import { dueText, missingText, valueParts, valueText } from './review-text.ts';
import { type CardFor, type Place, useReviewWords } from './use-review.ts';

type RegionMultiplesProps = { item: ReviewItem; page: ReviewPage; place: Place; cardFor: CardFor; onOpen: (region: string) => void };

/** One indicator by the regions below: small lines on one scale, or the same as a table. */
export function RegionMultiples({ item, page, place, cardFor, onOpen }: RegionMultiplesProps) {
  const words = useReviewWords();
  const { meta, childLevel, levelName } = useConsole();
  const below = useChildRegions(place.region);
  const names = new Map(below.map((r) => [r.adcode, r.shortName]));
  // Towns are not among the regions that the console knows from the start.
  const level = childLevel(place.region) || (below[0] ? levelName(below[0].level) : '');
  const compared = page.comparison && place.own.peers;
  const { cells, order } = orderCells(item, meta.profile.groups, compared);
  const scale = sharedScale(item);
  const orderWord = order === 'worst' ? words.worstFirst : order === 'largest' ? words.largestFirst : words.treeOrder;
  const notes = [
    words.regionsNote,
    ...(scale.line === null ? [] : [words.regionsTarget(dueText(item, scale.line))]),
    scale.zero ? words.regionsZero : words.regionsCropped,
    orderWord,
    ...(compared && cells.some((c) => c.group) ? [words.groupsOnly] : []),
  ];
  const shared = { item, place, cells, names, compared, cardFor, onOpen };
  return (
    <section className={styles.regions} aria-labelledby="review-regions" data-order={order}>
      <header className={styles.regionsHead}>
        <h2 id="review-regions">
          {words.regionsTitle(level, item.label)} <small>{notes.join('，')}</small>
        </h2>
        {page.comparison ? (
          <Segmented
            label={words.peersOn}
            options={[
              { id: 'on', label: words.peersOn },
              { id: 'off', label: words.peersOff },
            ]}
            value={place.own.peers ? 'on' : 'off'}
            onChange={(id) => place.set({ peers: id === 'on' }, { replace: true })}
          />
        ) : (
          <small>{words.peersByPolicy}</small>
        )}
        <Segmented
          label={words.view}
          options={[
            { id: 'chart', label: words.asChart },
            { id: 'table', label: words.asTable },
          ]}
          value={place.own.view}
          onChange={(view) => place.set({ view }, { replace: true })}
        />
      </header>
      {cells.length === 0 ? (
        <PanelMessage what={words.noRegions} detail={words.noRegionsWhat} />
      ) : place.own.view === 'table' ? (
        <RegionTable {...shared} />
      ) : (
        <ul className={styles.multiples}>
          {cells.map((cell) => (
            <Multiple key={cell.region} cell={cell} scale={scale} periods={page.periods[item.row.grain]} {...shared} />
          ))}
        </ul>
      )}
    </section>
  );
}

type Shared = {
  item: ReviewItem;
  place: Place;
  cells: Cell[];
  names: ReadonlyMap<string, string>;
  compared: boolean;
  cardFor: CardFor;
  onOpen: (region: string) => void;
};

const isSmall = ({ def }: ReviewItem, cell: Cell) => fewOf(def, cell) !== null;

function Multiple({
  cell,
  scale,
  periods,
  item,
  place,
  names,
  compared,
  cardFor,
  onOpen,
}: Shared & { cell: Cell; scale: ReturnType<typeof sharedScale>; periods: number[] }) {
  const words = useReviewWords();
  const { locale } = useLocale();
  const name = names.get(cell.region) ?? cell.region;
  const severity = item.attention?.regions.find((r) => r.region === cell.region)?.severity ?? null;
  const value =
    cell.value === null
      ? missingText({ ...item, row: { ...item.row, notReported: false } }, words)
      : valueParts({ def: item.def, goal: item.held.get(cell.region) ?? null }, cell.value, locale).text;
  return (
    <li data-region={cell.region} data-severity={severity ?? undefined}>
      <p className={styles.multipleHead}>
        <button type="button" className={styles.regionName} onClick={() => place.setRegion(cell.region)}>
          {name}
        </button>
        <span className={styles.multipleValue}>
          {severity ? <SeverityMark severity={severity} size={16} /> : null}
          <button
            type="button"
            aria-label={words.open(`${name} ${item.label}`, value)}
            onClick={() => onOpen(cell.region)}
            {...cardAttribute(cardFor(item, cell.region))}
          >
            {value}
          </button>
        </span>
        {isSmall(item, cell) ? <Tag title={words.smallTitle}>{words.small(formatNumber(cell.den / 10 ** item.def.scale))}</Tag> : null}
        {compared && cell.group ? <small>{cell.group.name}</small> : null}
      </p>
      <div className={styles.multipleLine} aria-hidden>
        <Sparkline
          points={cell.trend.map((v, i) => [periods[i] ?? i, v] as const)}
          from={periods[0]}
          to={periods.at(-1)}
          low={scale.low}
          high={scale.high}
          target={lineOf(item, cell.region)}
        />
      </div>
    </li>
  );
}

function RegionTable({ item, place, cells, names, compared, cardFor, onOpen }: Shared) {
  const words = useReviewWords();
  const { locale } = useLocale();
  const { def } = item;
  const scale = 10 ** def.scale;
  const share = def.kind === 'ratio' && def.display.factor === 100;
  const interval = (cell: Cell) => {
    const range = share ? wilson(cell.num, cell.den) : null;
    return range ? `${formatNumber(range.low * 100, def.display.decimals)}–${formatNumber(range.high * 100, def.display.decimals)}` : '—';
  };
  const columns: Column<Cell>[] = [
    {
      id: 'place',
      head: words.place,
      cell: (c) => (
        <button type="button" className="tg-link" onClick={() => place.setRegion(c.region)}>
          {names.get(c.region) ?? c.region}
        </button>
      ),
    },
    ...(compared && cells.some((c) => c.group)
      ? [
          { id: 'group', head: words.group, cell: (c: Cell) => c.group?.name ?? '—', sort: (c: Cell) => c.group?.name ?? null },
          { id: 'rank', head: words.rank, align: 'end' as const, cell: (c: Cell) => (c.rank ? words.rankOf(c.rank.rank, c.rank.of) : '—') },
        ]
      : []),
    {
      id: 'value',
      head: words.value,
      align: 'end',
      sort: (c) => c.value,
      cell: (c) =>
        c.value === null ? (
          missingText({ ...item, row: { ...item.row, notReported: false } }, words)
        ) : (
          <button type="button" className="tg-link" onClick={() => onOpen(c.region)} {...cardAttribute(cardFor(item, c.region))}>
            {valueText(item, c.value, locale)}
          </button>
        ),
    },
    ...(def.kind === 'ratio'
      ? [
          {
            id: 'num',
            head: def.numeratorName ?? words.numerator,
            align: 'end' as const,
            cell: (c: Cell) => formatNumber(c.num / scale),
            sort: (c: Cell) => c.num,
          },
          {
            id: 'den',
            head: def.denominatorName ?? words.denominator,
            align: 'end' as const,
            cell: (c: Cell) => formatNumber(c.den / scale),
            sort: (c: Cell) => c.den,
          },
        ]
      : []),
    ...(share ? [{ id: 'interval', head: words.interval, align: 'end' as const, cell: interval }] : []),
    {
      id: 'state',
      head: words.state,
      cell: (c) => {
        const severity = item.attention?.regions.find((r) => r.region === c.region)?.severity;
        if (severity) return <SeverityMark severity={severity} word />;
        return isSmall(item, c) ? <span title={words.smallTitle}>{words.small(formatNumber(c.den / scale))}</span> : '';
      },
    },
  ];
  return (
    <DataTable caption={def.name} captionHidden columns={columns} rows={cells} rowKey={(c) => c.region} rowData={(c) => ({ 'data-region': c.region })} stack />
  );
}
