import { expect, test } from 'vitest';
import { parseXml } from './open311-client.ts';
import { documentOf, escaped, formatOf } from './open311-document.ts';

test('the end of a path says the format, then what is accepted; XML is what everybody reads', () => {
  expect(formatOf('services.json', 'text/xml')).toEqual({ path: 'services', format: 'json' });
  expect(formatOf('requests/1.2.xml', 'application/json')).toEqual({ path: 'requests/1.2', format: 'xml' });
  expect(formatOf('services', 'application/json, */*')).toEqual({ path: 'services', format: 'json' });
  expect(formatOf('services', undefined)).toEqual({ path: 'services', format: 'xml' });
});

test('a document is the same in both formats, its lists with the names of the specification', () => {
  const value = [{ code: 'a', values: [{ key: 1, name: '甲' }], none: null, empty: [], yes: true }];
  expect(documentOf('json', 'services', value)).toEqual({ type: 'application/json; charset=utf-8', text: JSON.stringify(value) });
  expect(documentOf('xml', 'services', value)).toEqual({
    type: 'text/xml; charset=utf-8',
    text: `<?xml version="1.0" encoding="UTF-8"?>
<services><service><code>a</code><values><value><key>1</key><name>甲</name></value></values><none/><empty></empty><yes>true</yes></service></services>
`,
  });
  expect(documentOf('xml', 'formats', ['text/xml']).text).toContain('<formats><format>text/xml</format></formats>');
});

test('every character comes back as it went, but for those that XML cannot say', () => {
  expect(escaped(`<a href="x" b='y'>&amp;]]>\r\n`)).toBe('&lt;a href=&quot;x&quot; b=&apos;y&apos;&gt;&amp;amp;]]&gt;&#13;\n');
  const codes = [...Array(0x300).keys(), 0xd7ff, 0xd800, 0xdfff, 0xe000, 0xfffd, 0xfffe, 0xffff, 0x10000, 0x1f6a7, 0x10ffff];
  const back = (code: number) => parseXml(documentOf('xml', 'errors', `甲${String.fromCodePoint(code)}乙`).text.trimEnd()).text.slice(1, -1);
  const lost = codes.filter((code) => back(code) !== String.fromCodePoint(code));
  const control = [...Array(0x20).keys()].filter((code) => ![0x9, 0xa, 0xd].includes(code));
  expect(lost).toEqual([...control, 0xd800, 0xdfff, 0xfffe, 0xffff]);
  expect(lost.every((code) => back(code) === '\uFFFD')).toBe(true);
});
