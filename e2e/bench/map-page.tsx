/** The page of B3: many points of which a hundred change ten times a second, by the product, by new objects or by new colours alone. */
import { Deck, MapView } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import DeckCanvas from '../../components/map/deck-canvas.tsx';
import { LivePoints, livePointsLayer, type PointLook } from '../../components/map/live-points.ts';
import type { Rgba } from '../../components/map/region-look.ts';

const TICK_MS = 100;
const CHANGED = 100;
const WIDTH = 960;
const HEIGHT = 600;
const VIEW = { longitude: 113, latitude: 23, zoom: 6 };
const GREY: Rgba = [138, 145, 155, 255];
const RADIUS = 1;

type Maps = {
  /** Changes the colour of a point. */
  set(i: number, color: Rgba): void;
  /** Once after the changes of a tick. */
  draw(): void;
  /** The layer that was drawn last. */
  layer(): ScatterplotLayer<never>;
};
type Maker = (n: number) => Promise<Maps>;

const nothing = () => undefined;
const lonOf = (i: number) => 109 + ((i * 7919) % 8000) / 1000;
const latOf = (i: number) => 20 + ((i * 104_729) % 6000) / 1000;
const positionsOf = (n: number) => Float32Array.from({ length: 2 * n }, (_, k) => (k % 2 === 0 ? lonOf(k >> 1) : latOf(k >> 1)));

const box = document.createElement('div');
box.style.cssText = `position:relative;width:${WIDTH}px;height:${HEIGHT}px`;
document.body.append(box);
const style = document.createElement('style');
style.textContent = '.tg-map-canvas{position:absolute;inset:0}';
document.head.append(style);

const lookOf = (fill: Rgba): PointLook => ({ fill, line: GREY, radius: RADIUS, lineWidth: 0 });

const product: Maker = async (n) => {
  const points = new LivePoints(positionsOf(n), lookOf(GREY));
  let again = (_: number) => {};
  let newest = livePointsLayer('points', points);
  let ready = () => {};
  const drawn = new Promise<void>((r) => {
    ready = r;
  });
  function Scene() {
    const [tick, setTick] = useState(0);
    useEffect(() => {
      again = setTick;
    }, []);
    newest = livePointsLayer('points', points);
    return <DeckCanvas layers={[newest]} view={VIEW} onView={nothing} glideMs={tick * 0} interactive={false} onReady={ready} onFail={reportError} />;
  }
  createRoot(box).render(<Scene />);
  await drawn;
  let t = 0;
  return { set: (i, color) => points.set(i, lookOf(color)), draw: () => again(++t), layer: () => newest as unknown as ScatterplotLayer<never> };
};

/** A plain deck of one layer, made anew for each draw. */
function plain(make: () => ScatterplotLayer<never>): Promise<Pick<Maps, 'draw' | 'layer'>> {
  let layer = make();
  const draw = (deck: Deck<MapView>) => {
    layer = make();
    deck.setProps({ layers: [layer] });
  };
  return new Promise((resolve) => {
    const deck: Deck<MapView> = new Deck({
      parent: box,
      width: WIDTH,
      height: HEIGHT,
      views: new MapView({ id: 'map', repeat: false }),
      viewState: { ...VIEW, pitch: 0, bearing: 0 },
      controller: false,
      layers: [layer],
      onAfterRender: () => resolve({ draw: () => draw(deck), layer: () => layer }),
      onError: reportError,
    });
  });
}

const look = { id: 'points', getRadius: RADIUS, radiusUnits: 'pixels', stroked: false, pickable: false } as const;

/** New objects for every draw: all attributes are made again by accessors. */
const rebuild: Maker = async (n) => {
  const colors = Array.from({ length: n }, () => GREY);
  const layer = () => {
    const data = colors.map((color, i) => ({ position: [lonOf(i), latOf(i)] as [number, number], color }));
    return new ScatterplotLayer({ ...look, data, getPosition: (d) => d.position, getFillColor: (d) => d.color }) as unknown as ScatterplotLayer<never>;
  };
  return {
    set: (i, color) => {
      colors[i] = color;
    },
    ...(await plain(layer)),
  };
};

/** Binary attributes, of which all colours are sent again. */
const binary: Maker = async (n) => {
  const getPosition = { value: positionsOf(n), size: 2 };
  let colors = new Uint8Array(4 * n);
  for (let i = 0; i < n; i++) colors.set(GREY, i * 4);
  const layer = () => {
    // Another view of the same memory: what is new by identity is sent.
    colors = new Uint8Array(colors.buffer);
    const data = { length: n, attributes: { getPosition, getFillColor: { value: colors, size: 4 } } };
    return new ScatterplotLayer({ ...look, data }) as unknown as ScatterplotLayer<never>;
  };
  return { set: (i, color) => colors.set(color, i * 4), ...(await plain(layer)) };
};

const makers: Record<string, Maker> = { product, rebuild, binary };

/** Starts ticking; what it answers stops it, and then says whether the newest changes are held. */
async function start(mode: string, n: number): Promise<() => Promise<boolean>> {
  const maps = await (makers[mode] as Maker)(n);
  let ticks = 0;
  const newest = new Map<number, Rgba>();
  const timer = setInterval(() => {
    newest.clear();
    for (let k = 0; k < CHANGED; k++) {
      const i = (ticks * 15_485_863 + k * 32_452_843) % n;
      const color: Rgba = [(ticks * 31) % 256, (k * 2) % 256, 90, 255];
      maps.set(i, color);
      newest.set(i, color);
    }
    ticks += 1;
    maps.draw();
    Object.assign(window, { benchTicks: ticks });
  }, TICK_MS);
  return async () => {
    clearInterval(timer);
    // Software drawing may be some frames behind.
    for (let i = 0; i < 100 && !maps.layer().isLoaded; i++) await new Promise((r) => setTimeout(r, 100));
    const held = maps.layer().getAttributeManager()?.getAttributes().instanceFillColors?.value;
    return held !== undefined && held !== null && [...newest].every(([i, color]) => color.every((c, k) => held[i * 4 + k] === c));
  };
}

Object.assign(window, { startBench: start, benchTicks: 0 });
