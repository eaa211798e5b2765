import { expect, test } from 'vitest';
import { parseFillingUrl, writeFillingUrl } from './filling-url.ts';

const read = (text: string) => parseFillingUrl(new URLSearchParams(text));

test('an address gives its state and the state its address', () => {
  for (const text of ['', 'tab=matrix&dept=d1&ind=x.y&state=overdue&back=24&p=12.2026-Q3&st=formal', 'tab=duties&edit=0', 'p=3.2026&edit=7', 'p=9.2026-11'])
    expect(writeFillingUrl(new URLSearchParams(), read(text)).toString()).toBe(text);
  expect(writeFillingUrl(new URLSearchParams('region=1&tab=check'), read('tab=todo')).toString()).toBe('region=1&tab=todo');
});

test('what is no state of the page is left out', () => {
  expect(read('tab=x&state=y&back=7&p=1.2026-13&st=z&edit=-1')).toEqual(read(''));
  expect(read('p=a.2026').open).toBeNull();
});
