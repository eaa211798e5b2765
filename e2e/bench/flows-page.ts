/** The peer of the flows benchmark: deck.gl alone, given the same declarations, an arc for each way from a zone to a market. */
import { Deck, MapView } from '@deck.gl/core';
import { ArcLayer } from '@deck.gl/layers';
import { declarationOf, type FlowsMade } from './made-flows.ts';

type Way = { from: [number, number]; to: [number, number]; value: number };
const ways = new Map<string, Way>();
let taken = 0;

const deck = new Deck({
  parent: document.body.appendChild(document.createElement('div')),
  width: 1920,
  height: 1080,
  views: new MapView({ id: 'map', repeat: false }),
  viewState: { longitude: 150, latitude: 20, zoom: 1, pitch: 0, bearing: 0 },
  controller: false,
  layers: [],
  onError: reportError,
});

function draw(): void {
  deck.setProps({
    layers: [
      new ArcLayer<Way>({
        id: 'ways',
        data: [...ways.values()],
        getSourcePosition: (way) => way.from,
        getTargetPosition: (way) => way.to,
        getWidth: (way) => Math.max(0.7, way.value / 1e6),
        getSourceColor: [236, 238, 241, 210],
        getTargetColor: [236, 238, 241, 210],
      }),
    ],
  });
}

/** Takes so many declarations each so many milliseconds, and draws at once, as the product's frames are. */
function begin(made: FlowsMade, each: number, everyMs: number): void {
  setInterval(() => {
    for (let i = 0; i < each; i++) {
      const { zone, partner, value } = declarationOf(made, taken++);
      const key = `${zone.id}\t${partner.code}`;
      const way = ways.get(key);
      if (way) way.value += value;
      else ways.set(key, { from: zone.at, to: partner.at, value });
    }
    draw();
  }, everyMs);
}

const total = () => [...ways.values()].reduce((sum, way) => sum + way.value, 0);
Object.assign(window, { beginFlows: begin, flowsTaken: () => ({ taken, total: total() }) });
