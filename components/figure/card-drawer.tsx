'use client';
import { useQuery } from '@tanstack/react-query';
import type { FigureCard, FigureQuery } from '../../server/wire/figure.ts';
import { topicKey } from '../../server/wire/signals.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import styles from './card.module.css';
import { CardActions, CardTools } from './card-actions.tsx';
import { CardComputed, ComputedRecords } from './card-computed.tsx';
import { CardFeeds } from './card-feeds.tsx';
import { CardFold } from './card-fold.tsx';
import { CardHead } from './card-head.tsx';
import { CardKnowledge } from './card-knowledge.tsx';
import { CardMeaning } from './card-meaning.tsx';
import { cardWords } from './card-messages.ts';
import { CardRecords } from './card-records.tsx';
import { CardTrend } from './card-trend.tsx';
import { useConsole } from './console-context.tsx';
import { useDimensionText } from './dimension-text.ts';
import { usePictureNow } from './picture.tsx';
import { show } from './shown.ts';
import type { CardRef, UrlState } from './url-state.ts';
import { useUrl } from './use-url.ts';

/** The query behind a card: the span of the number that was opened if it has its own, the page's past span if there is one, else the number's window. */
export function cardQuery(card: CardRef, url: Pick<UrlState, 'span'>): FigureQuery {
  const { indicator, region, dims, scope, status, window } = card;
  const span = card.span ?? url.span;
  return { indicator, region, dims, scope, status, ...(span ? { span } : { window: window ?? 'today' }) };
}

/** The drawer of the card that the address names; nothing when it names none. */
export function CardDrawer() {
  const [url, setUrl] = useUrl();
  const words = cardWords[useLocale().locale];
  const { indicator } = useConsole();
  const card = url.card;
  const row = card ? indicator(card.indicator) : null;
  return (
    <div data-density="desk">
      <Drawer
        open={card !== null}
        onClose={() => setUrl({ card: null, knownAt: null })}
        width="min(900px, 100vw)"
        title={`${words.title} ${card?.indicator ?? ''}`}
        tools={<CardTools />}
        footer={card && row ? <CardActions query={cardQuery(card, url)} /> : null}
      >
        {card && row ? <Card key={`${topicKey(card)} ${card.window} ${card.span?.from} ${card.span?.to}`} cardRef={card} /> : null}
        {card && !row ? <PanelStateBody state={{ kind: 'empty', why: words.notFound, what: card.indicator }} /> : null}
      </Drawer>
    </div>
  );
}

function Card({ cardRef }: { cardRef: CardRef }) {
  const [url, setUrl] = useUrl();
  const trpc = useTRPC();
  const query = cardQuery(cardRef, url);
  const known = url.knownAt;
  const now = useQuery(trpc.figure.card.queryOptions({ query }, { refetchInterval: query.span ? false : 30_000 }));
  const then = useQuery(trpc.figure.card.queryOptions({ query: { ...query, knownAt: known ?? undefined } }, { enabled: known !== null }));
  const { locale } = useLocale();
  if (now.isPending) return <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />;
  if (now.isError) {
    return <PanelStateBody state={{ kind: 'error', what: cardWords[locale].failed, error: now.error, onRetry: () => void now.refetch() }} />;
  }
  const wait = known === null || then.data ? null : then.isError ? { error: then.error, retry: () => void then.refetch() } : 'reading';
  return (
    <CardBody
      card={now.data}
      then={known === null ? null : (then.data ?? null)}
      wait={wait}
      query={query}
      knownAt={known}
      onUrl={setUrl}
      past={query.span !== undefined}
      ownSpan={cardRef.span}
    />
  );
}

type BodyProps = {
  card: FigureCard;
  then: FigureCard | null;
  /** What was known then is being read, or could not be: what is known now must not stand in its place. */
  wait: 'reading' | { error: unknown; retry: () => void } | null;
  query: FigureQuery;
  knownAt: number | null;
  past: boolean;
  ownSpan: CardRef['span'];
  onUrl: (patch: Partial<UrlState>) => void;
};

function CardBody({ card, then, wait, query, knownAt, past, ownSpan, onUrl }: BodyProps) {
  const now = usePictureNow();
  const dims = useDimensionText()(query.dims);
  // What is listed below the switch is of the knowledge that was chosen.
  const chosen = then ?? card;
  // A part is read as the figure was: of the same region, span, scope and status.
  const { scope, status } = chosen.figure.query;
  const onIndicator = (indicator: string) => onUrl({ card: { ...query, indicator, scope, status, window: query.window ?? null, span: ownSpan } });
  const shownQuery = { ...query, scope, status, ...(then && knownAt !== null ? { knownAt } : {}) };
  return (
    <div className={styles.card}>
      {wait ? (
        <Waiting wait={wait} />
      ) : (
        <CardHead
          card={chosen}
          shown={show(chosen.definition, chosen.figure, null, past || then ? null : now)}
          now={now}
          dims={dims}
          trend={<CardTrend card={chosen} query={shownQuery} />}
        />
      )}
      <CardKnowledge card={card} then={then ? thenOf(then) : wait ? null : card.then} knownAt={knownAt} now={now} onKnownAt={(at) => onUrl({ knownAt: at })} />
      <CardMeaning card={card} />
      {wait ? null : (
        <>
          <CardComputed card={chosen} onIndicator={onIndicator} />
          <CardFold card={chosen} onRegion={(region) => onUrl({ card: { ...query, region, window: query.window ?? null, span: ownSpan } })} />
          {chosen.computed ? <ComputedRecords card={chosen} onIndicator={onIndicator} /> : <CardRecords card={chosen} query={shownQuery} />}
        </>
      )}
      <section className={styles.part}>
        <CardFeeds feeds={card.feeds} />
      </section>
    </div>
  );
}

/** In the place of the head, so that the switch below it stays where it was pressed. */
function Waiting({ wait }: { wait: NonNullable<BodyProps['wait']> }) {
  return (
    <section className={styles.waiting}>
      <PanelStateBody state={wait === 'reading' ? { kind: 'loading', skeleton: 'list' } : { kind: 'error', error: wait.error, onRetry: wait.retry }} />
    </section>
  );
}

/** The answer with `knownAt` may carry the comparison; else it is itself what was known then. */
function thenOf(card: FigureCard): FigureCard['then'] {
  const { figure } = card;
  return (
    card.then ?? {
      knownAt: figure.query.knownAt ?? 0,
      value: figure.value,
      num: figure.num,
      den: figure.den,
      records: figure.records,
      late: 0,
      corrected: 0,
      retracted: 0,
    }
  );
}
