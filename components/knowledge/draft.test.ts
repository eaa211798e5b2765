import { expect, test } from 'vitest';
import { zoneOffset } from '../../server/core/indicator/window.ts';
import type { KnowledgeContent, KnowledgeEntry } from '../../server/wire/knowledge.ts';
import { contentOf, draftOf, keywordsOf } from './draft.ts';

const offset = zoneOffset('Asia/Shanghai');
const HOUR = 3_600_000;
const content: KnowledgeContent = {
  title: '甲',
  question: '',
  answer: '乙',
  keywords: ['停水', '停电'],
  category: null,
  department: 'd',
  region: '990000',
  from: Date.UTC(2026, 0, 1) - 8 * HOUR,
  until: Date.UTC(2027, 0, 1) - 8 * HOUR,
  source: '',
};
const entry = { content } as KnowledgeEntry;

test('what was not touched comes back as it was, and days are whole days of the zone', () => {
  const draft = draftOf(entry, '', '', offset);
  expect([draft.fromDay, draft.untilDay]).toEqual(['2026-01-01', '2026-12-31']);
  expect(contentOf(draft, entry, offset)).toEqual(content);
  const odd = { content: { ...content, from: (content.from ?? 0) + 7 } } as KnowledgeEntry;
  expect(contentOf(draftOf(odd, '', '', offset), odd, offset).from).toBe((content.from ?? 0) + 7);
  const moved = contentOf({ ...draft, untilDay: '2026-06-30' }, entry, offset);
  expect(moved.until).toBe(Date.UTC(2026, 6, 1) - 8 * HOUR);
  expect(contentOf({ ...draft, untilDay: '' }, entry, offset).until).toBeNull();
});

test('keywords are parted by what people part them with', () => {
  expect(keywordsOf('停水，停电 停水、抢修; 12345')).toEqual(['停水', '停电', '抢修', '12345']);
  expect(keywordsOf(' ')).toEqual([]);
});
