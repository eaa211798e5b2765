'use client';
import { SeverityMark } from '../ui/severity-mark.tsx';
import type { CalloutPlace } from './place-callouts.ts';
import { ratioText } from './region-look.ts';
import type { MapRegion, Size } from './types.ts';

/** The two lines of a region's call-out. */
export function calloutLines(region: MapRegion): { title: string; detail: string } {
  if (region.callout) return region.callout;
  const share = ratioText(region.ratio);
  return { title: share ? `${region.name} ${share}` : region.name, detail: region.text ?? '' };
}

/** A call-out in open sea: mark, leader from the region, two lines. */
export function Callout({ region, place, size }: { region: MapRegion; place: CalloutPlace; size: Size }) {
  if (!region.severity) return null;
  const { title, detail } = calloutLines(region);
  const { box, anchor } = place;
  const right = box.x >= anchor[0];
  const end = right ? box.x - 4 : box.x + box.width + 4;
  const y = box.y + box.height / 2;
  const elbow = right ? Math.max(anchor[0], end - 14) : Math.min(anchor[0], end + 14);
  return (
    <div className={`tg-callout tg-sev-${region.severity}`} data-adcode={region.adcode}>
      <svg className="tg-callout-leader" viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden>
        <path d={`M${anchor[0]} ${anchor[1]}L${elbow} ${y}H${end}`} />
        <circle cx={anchor[0]} cy={anchor[1]} r="3" />
      </svg>
      <div className="tg-callout-box" style={{ left: box.x, top: box.y, width: box.width, height: box.height }}>
        <SeverityMark severity={region.severity} look={region.ring ? 'ring' : 'filled'} size="var(--callout-mark)" />
        <div>
          <p className="tg-callout-title">{title}</p>
          {detail ? <p className="tg-callout-detail">{detail}</p> : null}
        </div>
      </div>
    </div>
  );
}
