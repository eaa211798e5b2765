import { expect, test } from 'vitest';
import { taskHref } from '../figure/task-link.ts';
import { parseTasksUrl, writeTasksUrl } from './tasks-url.ts';

test('the address carries the page’s state beside what others keep in it, and nothing that is none', () => {
  const text = 'r=440300&tab=appraisal&v=late&dept=d1&of=lateOpen&t=12&ledger=handling.1&span=month';
  const url = parseTasksUrl(new URLSearchParams(text));
  expect(url).toEqual({
    ...{ tab: 'appraisal', view: 'late', department: 'd1', counted: 'lateOpen', open: 12, ledger: 'handling.1', span: 'month' },
    ...{ making: false, draft: null },
  });
  expect(writeTasksUrl(new URLSearchParams(text), url).toString()).toBe(text);
  const none = parseTasksUrl(new URLSearchParams('tab=x&v=z&of=y&t=-1&ledger=<b>&span=week'));
  expect(none).toEqual({ tab: 'work', view: 'open', department: null, counted: null, open: null, ledger: null, making: false, draft: null, span: 'year' });
  expect(writeTasksUrl(new URLSearchParams('r=440300'), none).toString()).toBe('r=440300');
});

test('a figure stays in the address as long as the form that it fills in', () => {
  const href = taskHref({ indicator: 'a.b', region: '440300', from: 1, to: 2, bound: 3, side: 'above' });
  const params = new URLSearchParams(href.split('?')[1]);
  const url = parseTasksUrl(params);
  expect(url).toMatchObject({ making: true, draft: { indicator: 'a.b', bound: 3 } });
  expect(parseTasksUrl(writeTasksUrl(params, url))).toEqual(url);
  expect(writeTasksUrl(params, { ...url, making: false, draft: null }).toString()).toBe('r=440300');
});
