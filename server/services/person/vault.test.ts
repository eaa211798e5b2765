import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventHash, KeyError, openKeys, openPerson, phoneHash, rewrapKey, sealPerson, TamperedRecord } from './vault.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fresh = (name: string) => openKeys(join(folder, name), { generate: true });

describe('the key file', () => {
  test('is made once, for its owner alone, and read again', () => {
    const first = fresh('made.json');
    expect(statSync(first.file).mode & 0o777).toBe(0o600);
    const again = openKeys(first.file);
    expect(eventHash(again, 'x')).toBe(eventHash(first, 'x'));
    expect(openPerson(again, sealPerson(first, { name: '某某' }))).toEqual({ name: '某某' });
  });

  test('says what is wrong with it', () => {
    expect(() => openKeys(join(folder, 'none.json'))).toThrow(KeyError);
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{"current":"k1","keys":{"k1":"c2hvcnQ="}}');
    expect(() => openKeys(bad)).toThrow(/keys.k1 32 bytes in base64/);
    writeFileSync(bad, JSON.stringify({ current: 'k2', keys: { k1: Buffer.alloc(32, 1).toString('base64') } }));
    expect(() => openKeys(bad)).toThrow(/no key k2/);
  });

  test('a rotation keeps old records readable and hashes the same, also for a file without an index key', () => {
    const file = join(folder, 'hand.json');
    writeFileSync(file, JSON.stringify({ current: 'old', keys: { old: Buffer.alloc(32, 7).toString('base64') } }));
    const keys = openKeys(file);
    const other = openKeys(file);
    const before = [eventHash(keys, 'event'), Buffer.from(phoneHash(keys, '13800001234') ?? []).toString('hex')];
    const sealed = sealPerson(keys, { a: 1 });
    keys.rotate();
    const reopened = openKeys(file);
    expect([eventHash(reopened, 'event'), Buffer.from(phoneHash(reopened, '13800001234') ?? []).toString('hex')]).toEqual(before);
    expect(openPerson(reopened, sealed)).toEqual({ a: 1 });
    const wrapped = rewrapKey(keys, sealed.keyId, sealed.wrappedKey);
    expect(wrapped.keyId).not.toBe('old');
    expect(openPerson(other, { ...wrapped, sealed: sealed.sealed })).toEqual({ a: 1 });
    expect(JSON.parse(readFileSync(file, 'utf8')).keys.old).toBeDefined();
  });
});

describe('a record', () => {
  test('comes back as it went in', () => {
    const keys = fresh('round.json');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
        expect(openPerson(keys, sealPerson(keys, fields))).toEqual(JSON.parse(JSON.stringify(fields)));
      }),
    );
  });

  test('shows nothing of itself and never looks the same twice', () => {
    const keys = fresh('twice.json');
    const [a, b] = [sealPerson(keys, { phone: '13800001234' }), sealPerson(keys, { phone: '13800001234' })];
    expect(Buffer.from(a.sealed).includes('1380000')).toBe(false);
    expect(Buffer.from(a.sealed).equals(Buffer.from(b.sealed))).toBe(false);
    expect(a.phoneHash).toEqual(b.phoneHash);
  });

  test('is refused when any bit was changed, in the record or in its key', () => {
    const keys = fresh('tamper.json');
    const record = sealPerson(keys, { name: '某某', phone: '13800001234' });
    const flip = (bytes: Uint8Array, bit: number) => {
      const copy = Uint8Array.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
      return copy;
    };
    for (let bit = 0; bit < record.sealed.length * 8; bit += 5)
      expect(() => openPerson(keys, { ...record, sealed: flip(record.sealed, bit) })).toThrow(TamperedRecord);
    for (let bit = 0; bit < record.wrappedKey.length * 8; bit += 5)
      expect(() => openPerson(keys, { ...record, wrappedKey: flip(record.wrappedKey, bit) })).toThrow(TamperedRecord);
    expect(() => openPerson(keys, { ...record, sealed: record.sealed.slice(0, 10) })).toThrow(TamperedRecord);
  });

  test('is not opened by other keys, and by none after erasure', () => {
    const record = sealPerson(fresh('one.json'), { a: 1 });
    expect(() => openPerson(fresh('other.json'), record)).toThrow(TamperedRecord);
    expect(() => openPerson(fresh('one.json'), { ...record, keyId: 'k9' })).toThrow(KeyError);
    expect(openPerson(fresh('one.json'), { ...record, wrappedKey: null })).toBeNull();
  });
});

test('a telephone number is found however it is written', () => {
  const keys = fresh('phone.json');
  const hash = (phone: string) => Buffer.from(phoneHash(keys, phone) ?? []).toString('hex');
  for (const same of ['138-0000-1234', '+86 138 0000 1234', '１３８００００１２３４', '008613800001234']) expect(hash(same)).toBe(hash('13800001234'));
  expect(hash('13800001235')).not.toBe(hash('13800001234'));
  expect(phoneHash(keys, '无')).toBeNull();
});

test('event hashes are safe integers and fast', () => {
  const keys = fresh('hash.json');
  const text = 'x'.repeat(300);
  const started = performance.now();
  for (let i = 0; i < 50_000; i++) eventHash(keys, text);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(Number.isSafeInteger(eventHash(keys, text))).toBe(true);
  expect(eventHash(keys, 'a')).not.toBe(eventHash(keys, 'b'));
});
