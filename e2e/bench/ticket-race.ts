/** T3: fifty dispatchers claim the same thousand tickets, against as many claims that nobody else wants. */
import { randomUUID } from 'node:crypto';
import { requireScope } from '../../server/services/access/require-scope.ts';
import { actOnTicket } from '../../server/services/case/act.ts';
import { progress, REPETITIONS, report, type Sample, size, timed } from './harness.ts';
import { dispatcher, fillTickets, openIds } from './made-tickets.ts';
import { onEachEngine } from './store.ts';

const TICKETS = size(1_000_000, 100_000);
const CLAIMED = size(1_000, 100);
const DISPATCHERS = 50;
const NOW = Date.now();

await onEachEngine(
  'T3',
  'race',
  () => NOW,
  async (store) => {
    const people = await Promise.all(Array.from({ length: DISPATCHERS }, () => dispatcher(store)));
    await fillTickets(store, 1, TICKETS + 1, NOW);
    const claim = async (who: number, id: number) => {
      const actor = people[who] as (typeof people)[number];
      const input = { id, command: 'dispatch', data: { unit: 'd-social' }, expect: 1, key: randomUUID() };
      return (await actOnTicket(store.ctx, actor, requireScope(store.ctx, actor, 'ticket.act'), input)).ok;
    };
    let wrong: string | null = null;
    const samples: Sample[] = [];
    for (let run = 0; run <= Math.min(3, REPETITIONS); run++) {
      // Alone: each has tickets of his own; a claim that is lost costs a look, so as many claims are made in both.
      const own = await openIds(store, CLAIMED);
      const alone = await timed(() =>
        Promise.all(
          people.map(async (_, who) => {
            for (let i = who; i < own.length; i += DISPATCHERS) if (!(await claim(who, own[i] as number))) wrong ??= 'a claim that nobody else wanted was lost';
          }),
        ),
      );
      const same = await openIds(store, CLAIMED);
      const won = new Map<number, number>();
      let claims = 0;
      const raced = await timed(() =>
        Promise.all(
          people.map(async (_, who) => {
            // Each begins elsewhere in the list, so that every ticket is wanted by all of them in the end.
            for (let i = 0; i < same.length; i++) {
              const id = same[(i + Math.floor((who * same.length) / DISPATCHERS)) % same.length] as number;
              claims += 1;
              if (await claim(who, id)) won.set(id, (won.get(id) ?? 0) + 1);
            }
          }),
        ),
      );
      if (won.size !== same.length || [...won.values()].some((n) => n !== 1)) wrong ??= 'a ticket was won by none or by two';
      if (run === 0) continue;
      const rate = claims / (raced / 1000);
      const free = own.length / (alone / 1000);
      samples.push({ value: rate, against: free, ratio: rate / free });
      progress(`${store.engine}: ${Math.round(rate)} claims/s raced, ${Math.round(free)} alone`);
    }
    report({
      id: 'T3',
      metric: `claims of ${DISPATCHERS} dispatchers on ${CLAIMED} tickets, ${store.engine}`,
      unit: 'claims/s',
      against: 'claims that nobody else wants',
      target: { op: '>=', ratio: 0.8 },
      samples,
      wrong,
    });
  },
);
