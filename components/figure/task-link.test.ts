import { expect, test } from 'vitest';
import { parseTaskDraft, type TaskDraft, taskHref } from './task-link.ts';

const draft: TaskDraft = { indicator: 'hotline.satisfied', region: '440300', scope: 'all', status: 'formal', from: 1000, to: 2000, bound: 95.5, side: 'below' };
const read = (href: string) => parseTaskDraft(new URLSearchParams(href.slice(href.indexOf('?'))));

test('the address carries the figure whole', () => {
  expect(read(taskHref(draft))).toEqual(draft);
  const bare: TaskDraft = { indicator: 'a.b', region: '440000', from: 0, to: 1, bound: null, side: null };
  expect(read(taskHref(bare))).toEqual(bare);
  expect(taskHref(draft)).toMatch(/^\/tasks\?r=440300&new=1&fig=/);
});

test('an address that names no figure, no span or a part of one makes none', () => {
  for (const query of ['', 'fig=x', 'fig=a.b@440000', 'fig=a.b@440000&fs=5&fe=5', 'fig=a.b@440000&fs=x&fe=9', 'fig=a.b@440000?department=d&fs=1&fe=2'])
    expect(parseTaskDraft(new URLSearchParams(query)), query).toBeNull();
  expect(parseTaskDraft(new URLSearchParams('fig=a.b@440000&fs=1&fe=2&bound=much&side=left'))).toMatchObject({ bound: null, side: null });
});
