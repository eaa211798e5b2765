/** F5: when little happens, a value is sent at once: as fresh as with plain Socket.IO, one message an event. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fan, openFan } from './fan.ts';
import { median, progress, REPETITIONS, report, type Sample, size } from './harness.ts';

const CLIENTS = size(200, 100);
const RATE = 10;
const SPELL_MS = size(8_000, 4_000);
const samples: Sample[] = [];
let wrong: string | null = null;
const [ours, plain] = [await openFan('product', CLIENTS), await openFan('peer', CLIENTS)];

async function latency(fan: Fan): Promise<number> {
  await fan.clients({ do: 'stamps' });
  const before = await fan.server({ do: 'stamp', perSecond: RATE, forMs: SPELL_MS });
  await sleep(SPELL_MS + 1_000);
  const { stamps } = await fan.clients({ do: 'take-stamps' });
  const due = ((await fan.server({ do: 'stats' })).changed - before.changed) * CLIENTS;
  if (stamps.length !== due) wrong ??= `${stamps.length} of ${due} values arrived`;
  return median(stamps) / 1000;
}

for (let i = 0; i < REPETITIONS; i++) {
  const value = await latency(ours);
  const against = await latency(plain);
  samples.push({ value, against, ratio: value / against });
  progress(`p50 ${value.toFixed(2)} ms, plain ${against.toFixed(2)} ms`);
}
await ours.end();
await plain.end();
report({
  id: 'F5',
  metric: `p50 latency, ${CLIENTS} clients, ${RATE} events/s`,
  unit: 'ms',
  against: 'plain Socket.IO, one message an event',
  target: { op: '<=', ratio: 1.5 },
  samples,
  wrong,
});
