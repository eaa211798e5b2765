import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PARTNER_NAMES } from '../../server/core/words/partners.ts';
import { isLabelFile, labelFaults } from './partner-labels.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
const files = tracked.filter(isLabelFile);

describe('what trading partners are called', () => {
  it('reads the places where words stand', () => {
    expect(files).toContain('server/core/words/partners.ts');
    expect(files).toContain('server/core/words/field-words.ts');
    expect(files).toContain('db/profiles/guangdong/trade.json');
    expect(files).toContain('db/profiles/fujian/topics/04-commerce.json');
    expect(files.filter((f) => f.includes('messages')).length).toBeGreaterThan(5);
    expect(files.filter((f) => f.startsWith('server/services/export/')).length).toBeGreaterThan(2);
  });

  it('no heading calls them countries alone, and three of them are named with China', () => {
    const faults = files.flatMap((file) => labelFaults(file, readFileSync(`${root}/${file}`, 'utf8')).map((f) => `${file}:${f.line}: ${f.message}`));
    expect(faults).toEqual([]);
  });

  it.each([
    ['components/x/messages.ts', "  partner: '国家',"],
    ['components/x/messages.ts', "  title: '国别占比',"],
    ['components/x/messages.ts', "  title: '目的国',"],
    ['components/x/messages.ts', "  by: '按国家',"],
    ['components/x/messages.ts', "  partner: 'Country',"],
    ['components/x/messages.ts', "  title: 'Top countries',"],
    ['components/x/panel.tsx', '  <h2>出口国家</h2>'],
    ['server/core/words/partners.ts', "  HKG: { zh: '香港', en: 'Hong Kong, China' },"],
    ['server/core/words/partners.ts', "  TWN: { zh: '中国台湾', en: 'Taiwan' },"],
    ['server/core/words/partners.ts', "  MAC: 'Macau',"],
    ['server/core/words/partners.ts', "  TWN: '中国台湾省',"],
    ['db/profiles/x/topics/04.json', '{ "kind": "breakdown", "title": "国家", "by": "partner" }'],
    ['db/profiles/x/trade.json', '{ "code": "HKG", "name": "香港" }'],
    ['server/services/export/trade-sheet.ts', "const HEAD = ['期间', '国家', '金额'];"],
  ])('finds what is planted: %s %s', (path, line) => {
    expect(isLabelFile(path)).toBe(true);
    expect(labelFaults(path, `const a = 1;\n${line}\n`).map((f) => f.line)).toContain(2);
  });

  it.each([
    "  partner: '国家（地区）',",
    "  title: '贸易伙伴',",
    "  HKG: { zh: '中国香港', en: 'Hong Kong, China' },",
    "  text: '“一带一路”沿线国家和地区',",
    "  risk: ['信用', '市场', '国别', '合规'],",
    "  port: '香港国际机场货运合作',",
    '// 国家 in a comment is nobody’s heading: "国家"',
  ])('leaves what is right: %s', (line) => {
    expect(labelFaults('components/x/messages.ts', line)).toEqual([]);
  });

  it('names the three with China in both languages', () => {
    expect([PARTNER_NAMES.HKG, PARTNER_NAMES.MAC, PARTNER_NAMES.TWN]).toEqual([
      { zh: '中国香港', en: 'Hong Kong, China' },
      { zh: '中国澳门', en: 'Macao, China' },
      { zh: '中国台湾', en: 'Taiwan, China' },
    ]);
  });
});
