'use client';
import type { Panel as PanelSpec } from '../../server/wire/topic.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useUrl } from '../figure/use-url.ts';
import { useLocale } from '../ui/locale.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { layerId } from './map-data.ts';
import styles from './map-panel.module.css';
import { wallWords } from './messages.ts';

type MapSpec = Extract<PanelSpec, { kind: 'map' }>;
const NONE = 'none';

/** What may be laid on the map of a topic: an analysis that colours it, and single things. Grey until one is chosen. */
export function MapControls({ panel }: { panel: MapSpec }) {
  const words = wallWords[useLocale().locale];
  const { indicator, may } = useConsole();
  const [url, setUrl] = useUrl();
  // Single things are tickets: who sees totals only is offered none.
  const layers = may('ticket.read') ? panel.layers : [];
  return (
    <div className={styles.controls}>
      {panel.analysis.length > 0 ? (
        <>
          <Segmented
            label={words.analysis}
            labelHidden={false}
            options={[
              ...panel.analysis.map((ref) => ({ id: layerId(ref), label: ref.label ?? indicator(ref.indicator)?.shortName ?? ref.indicator })),
              { id: NONE, label: words.none },
            ]}
            value={panel.analysis.some((ref) => layerId(ref) === url.layer) ? (url.layer ?? NONE) : NONE}
            onChange={(id) => setUrl({ layer: id === NONE ? null : id }, { replace: true })}
          />
          <span className={styles.hint}>{words.analysisHint}</span>
        </>
      ) : null}
      {layers.length > 0 ? (
        <Segmented
          label={words.layers}
          options={[...layers, NONE].map((id) => ({ id, label: words.layerNames[id as 'tickets' | 'heat' | 'none'] }))}
          value={url.points ?? layers[0] ?? NONE}
          onChange={(id) => setUrl({ points: id as 'tickets' | 'heat' | 'none' }, { replace: true })}
        />
      ) : null}
    </div>
  );
}
