'use client';
import { useQuery } from '@tanstack/react-query';
import { CardFeeds } from '../figure/card-feeds.tsx';
import { usePicture } from '../figure/picture.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { formatNumber } from '../ui/format.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import styles from './card.module.css';
import { CardFoot, Records } from './card-behind.tsx';
import type { CardOf } from './commerce-url.ts';
import { addDays, sinceOf } from './days.ts';
import { isRate, packedSums, partsOf } from './flow-rows.ts';
import { arithmeticText, filterText, measureSaid, measureText, rateText } from './measure-text.ts';
import { useCommerce, useCommerceWords, useSideText } from './use-commerce.tsx';
import { useCardInput } from './use-commerce-data.ts';

/** The dictionary's figure of the same events, whose definition and source the card tells. */
const CODE_OF: Record<CardOf, string | null> = {
  value: 'trade.value',
  declarations: 'trade.declarations',
  parcels: 'trade.parcels',
  le1h: 'trade.clearance-rate',
  mismatched: 'trade.mismatch-rate',
  inspected: 'trade.inspection-rate',
  returned: 'trade.return-rate',
};

/** What stands behind a figure of flows: what it means, of what, how it is made, by day, and the records. */
export function FlowCardDrawer() {
  const { url, setUrl } = useCommerce();
  const words = useCommerceWords();
  return (
    <div data-density="desk">
      <Drawer
        open={url.card !== null}
        onClose={() => setUrl({ card: null })}
        width="min(760px, 100vw)"
        title={words.card}
        footer={url.card ? <CardFoot /> : null}
      >
        {url.card ? <Card key={JSON.stringify(url.card)} of={url.card.of} /> : null}
      </Drawer>
    </div>
  );
}

function Card({ of }: { of: CardOf }) {
  const words = useCommerceWords();
  const { locale, timeZone } = useLocale();
  const trpc = useTRPC();
  const { url, span, name, today } = useCommerce();
  const side = useSideText();
  const input = useCardInput();
  const picture = usePicture();
  const answer = useQuery(trpc.trade.card.queryOptions(input, { refetchInterval: span.to > today && picture.at === null ? 30_000 : false }));
  if (answer.isPending) return <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />;
  if (answer.isError) return <PanelStateBody state={{ kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }} />;
  const card = answer.data;
  const sums = packedSums(card.sums);
  const parts = isRate(of) ? partsOf(sums, of) : null;
  const plain = isRate(of) ? null : measureText(of, card.sums[of], locale);
  const definition = card.definitions.find((d) => d.code === CODE_OF[of]) ?? null;
  const asOfText = (at: number) => `${formatDay(at, locale, timeZone)} ${formatTime(at, timeZone)}`;
  const filter = filterText(url.card?.filter ?? {}, words.dims, name);
  const last = addDays(span.to, -1);
  const since = sinceOf(
    card.points.map((p) => p.period),
    span.from,
    card.grain,
  );
  return (
    <div className={styles.card} data-flow-card={of}>
      <section>
        <h3 className={styles.name}>{words.tiles[of]}</h3>
        <p className={styles.value} data-card-value={isRate(of) ? (parts?.value ?? '') : card.sums[of]}>
          <b>{parts ? rateText(parts.value) : plain?.text}</b> {plain?.unit}
        </p>
        <dl className={styles.facts}>
          <Fact head={words.region} text={card.regionName} />
          <Fact head={words.side} text={side} />
          <Fact head={words.days} text={`${last === span.from ? span.from : `${span.from}—${last}`}${since === null ? '' : `（${words.sinceWhat(since)}）`}`} />
          <Fact head={words.chosen} text={filter || words.noFilter} />
          <Fact head={words.asOf} text={card.newest ? asOfText(Date.parse(card.newest)) : '—'} />
          <Fact head={words.definition} text={definition?.definition ?? words.ownDefinitions[of]} />
          <Fact head={words.source} text={definition?.source ?? words.unpublished} />
        </dl>
        {picture.at !== null && span.to > today ? (
          <p className={styles.note} data-paused-card>
            {words.pausedCard(asOfText(picture.at))}
          </p>
        ) : null}
        <p className={styles.note}>{words.groupingNote}</p>
      </section>
      {parts && isRate(of) ? (
        <section>
          <h3>{words.arithmetic}</h3>
          <p data-card-parts={`${parts.num}/${parts.den}`}>{arithmeticText(of, parts, words)}</p>
        </section>
      ) : null}
      <section>
        <h3>{card.grain === 'month' ? words.byMonth : words.byDay}</h3>
        <DataTable
          caption={words.byDay}
          captionHidden
          maxHeight="260px"
          rows={card.points.toReversed()}
          rowKey={(p) => p.period}
          initialSort={{ id: 'period', descending: true }}
          empty={words.nothing}
          columns={[
            { id: 'period', head: words.period, cell: (p) => (card.grain === 'month' ? p.period.slice(0, 7) : p.period), sort: (p) => p.period },
            {
              id: 'value',
              head: words.tiles[of],
              align: 'end',
              cell: (p) => (isRate(of) ? rateText(partsOf(packedSums(p.sums), of).value) : measureSaid(of, p.sums[of], locale)),
              sort: (p) => (isRate(of) ? partsOf(packedSums(p.sums), of).value : p.sums[of]),
            },
            {
              id: 'declarations',
              head: words.measures.declarations,
              align: 'end',
              cell: (p) => formatNumber(p.sums.declarations),
              sort: (p) => p.sums.declarations,
            },
          ]}
        />
      </section>
      <Records of={of} />
      <section>
        <h3>{words.feeds}</h3>
        <CardFeeds feeds={card.feeds} />
      </section>
    </div>
  );
}

function Fact({ head, text }: { head: string; text: string }) {
  return (
    <div>
      <dt>{head}</dt>
      <dd>{text}</dd>
    </div>
  );
}
