'use client';
import type { ReactNode } from 'react';
import { useWords } from '../ui/locale.tsx';
import type { MapShade } from './types.ts';

/** The ramp with its ends, and one entry for each layer shown. */
export function MapLegend({ shade, label, tickets, children }: { shade: MapShade; label: string; tickets?: string; children?: ReactNode }) {
  const words = useWords();
  const title = shade.kind === 'sequential' ? shade.label : `${label}／${words.expected}`;
  const count = shade.kind === 'sequential' ? shade.breaks.length + 1 : 5;
  return (
    <div className="tg-map-legend">
      <div className="tg-map-ramp">
        <span>{title}</span>
        {shade.kind === 'ratio' ? <span className="tg-map-digits">0.8</span> : null}
        <span className={shade.kind === 'ratio' ? 'tg-map-steps' : 'tg-map-steps tg-map-steps-joined'} aria-hidden>
          {Array.from({ length: count }, (_, i) => i + 1).map((i) => (
            <i key={i} style={{ background: `var(--${shade.kind === 'ratio' ? 'r' : 'q'}${i})` }}>
              {shade.kind === 'sequential' && shade.breaks[i - 1] !== undefined ? <b>{shade.breaks[i - 1]}</b> : null}
            </i>
          ))}
        </span>
        {shade.kind === 'ratio' ? <span className="tg-map-digits">1.2</span> : null}
      </div>
      {tickets || children ? (
        <div className="tg-map-keys">
          {tickets ? (
            <span>
              <i className="tg-map-dot" aria-hidden />
              {tickets}
            </span>
          ) : null}
          {children}
        </div>
      ) : null}
    </div>
  );
}
