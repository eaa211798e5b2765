/** F4: the cost of fan-out follows clients and windows, not events. */
import { openFan, spell } from './fan.ts';
import { progress, REPETITIONS, report, type Sample, size } from './harness.ts';

const CLIENTS = size(1_000, 200);
const SPELL_MS = size(6_000, 3_000);
const [LOW, HIGH] = [1_000, 50_000];
const cpu: Sample[] = [];
const bytes: Sample[] = [];
let wrong: string | null = null;
const fan = await openFan('product', CLIENTS);
for (let i = 0; i < REPETITIONS; i++) {
  const a = await spell(fan, CLIENTS, HIGH, SPELL_MS);
  const b = await spell(fan, CLIENTS, LOW, SPELL_MS);
  wrong ??= a.wrong ?? b.wrong;
  cpu.push({ value: a.cpu, against: b.cpu, ratio: a.cpu / b.cpu });
  bytes.push({ value: a.bytes, against: b.bytes, ratio: a.bytes / b.bytes });
  progress(`CPU ${a.cpu.toFixed(2)} s at ${HIGH}/s, ${b.cpu.toFixed(2)} s at ${LOW}/s; ${Math.round(a.bytes)} and ${Math.round(b.bytes)} bytes a client`);
}
await fan.end();
report({
  id: 'F4',
  metric: `server CPU in ${SPELL_MS / 1000} s at ${HIGH} events/s, ${CLIENTS} clients`,
  unit: 's',
  against: `the same at ${LOW} events/s`,
  target: { op: '<=', ratio: 1.25 },
  samples: cpu,
  wrong,
});
report({
  id: 'F4',
  metric: `bytes a client at ${HIGH} events/s`,
  unit: 'B',
  against: `the same at ${LOW} events/s`,
  target: { op: '<=', ratio: 2.5 },
  samples: bytes,
  wrong,
});
