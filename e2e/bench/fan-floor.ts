/** F1: what one delivered value costs the live server, against ready frames written to bare sockets. */
import { openFan, spell } from './fan.ts';
import { progress, REPETITIONS, report, type Sample, size } from './harness.ts';

const CLIENTS = size(1_000, 200);
const SPELL_MS = size(6_000, 3_000);
const samples: Sample[] = [];
let wrong: string | null = null;
const [ours, bare] = [await openFan('product', CLIENTS), await openFan('floor', CLIENTS)];
for (let i = 0; i < REPETITIONS; i++) {
  const a = await spell(ours, CLIENTS, 1_000, SPELL_MS);
  const b = await spell(bare, CLIENTS, 1_000, SPELL_MS);
  wrong ??= a.wrong ?? b.wrong;
  const [value, against] = [(a.cpu / a.updates) * 1e9, (b.cpu / b.updates) * 1e9];
  samples.push({ value, against, ratio: value / against });
  progress(
    `${value.toFixed(1)} ns an update, floor ${against.toFixed(1)}; ${((a.cpu / SPELL_MS) * 1e5).toFixed(0)} % and ${((b.cpu / SPELL_MS) * 1e5).toFixed(0)} % of a core`,
  );
}
await ours.end();
await bare.end();
report({
  id: 'F1',
  metric: `server CPU a delivered value, ${CLIENTS} clients, 1,000 events/s, 100 ms`,
  unit: 'ns',
  against: 'ready frames to bare sockets',
  target: { op: '<=', ratio: 1.5 },
  samples,
  wrong,
});
