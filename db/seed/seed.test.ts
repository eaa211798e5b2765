import { describe, expect, it } from 'vitest';
import { Envelope, EVENT_DATA, type EventType } from '../../server/wire/events.ts';
import { makeCall, makeObserved, makeProgress, makeReview, makeService, makeTicket, makeTrade } from './events.ts';
import { checkDigit, makePerson } from './people.ts';
import { randomInt, seededRandom } from './random.ts';

describe('seed factories', () => {
  it('make valid events of every type, each with its own id', () => {
    const ticket = makeTicket();
    const made = [ticket, makeProgress(ticket, 'accept'), makeCall(), makeService(), makeReview(), makeTrade(), makeObserved()];
    for (const e of made) {
      Envelope.parse(e);
      EVENT_DATA[e.type as EventType].parse(e.data);
    }
    expect(new Set(made.map((e) => e.type)).size).toBe(7);
    expect(new Set(made.map((e) => e.id)).size).toBe(7);
  });

  it('take overrides of data and envelope', () => {
    const e = makeCall({ offered: 20 }, { id: 'mine', replaces: 'other' });
    expect(e).toMatchObject({ id: 'mine', replaces: 'other', data: { offered: 20, answered: 9 } });
  });

  it('make people who cannot exist, the same for the same seed', () => {
    const random = seededRandom(3);
    for (let i = 0; i < 200; i++) {
      const p = makePerson(random);
      expect(p.phone).toMatch(/^1990000\d{4}$/);
      expect(p.idNumber).toMatch(/^000000\d{11}[\dX]$/);
      expect(p.idNumber[17]).not.toBe(checkDigit(p.idNumber));
    }
    expect(makePerson(seededRandom(3))).toEqual(makePerson(seededRandom(3)));
    expect(checkDigit('11010519491231002')).toBe('X');
  });

  it('draw numbers evenly', () => {
    const random = seededRandom(1);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) {
      const k = randomInt(random, 4);
      counts[k] = (counts[k] ?? 0) + 1;
    }
    for (const c of counts) expect(Math.abs(c - 1000)).toBeLessThan(120);
  });
});
