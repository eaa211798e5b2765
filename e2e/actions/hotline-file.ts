import iconv from 'iconv-lite';

/** Records of a hotline as the shipped mapping hotline-messages reads them: made up, and damaged on purpose. */

export type HotlineRow = { message_id: string; title: string; body: string; created_at: string };

const COLUMNS = ['message_id', 'title', 'body', 'created_at'] as const;
const MATTERS = ['路灯不亮', '公交线路调整', '小区停水', '噪声扰民', '社保转移手续', '道路坑洼', '垃圾清运', '学位安排'];

/** `count` records, evenly from `from` to `to` (wall clock of the profile's zone, YYYY-MM-DD). */
export function hotlineRows(count: number, from: string, to: string, prefix = 'm'): HotlineRow[] {
  const start = Date.parse(`${from}T00:00:00Z`);
  const step = (Date.parse(`${to}T00:00:00Z`) - start) / count;
  return Array.from({ length: count }, (_, i) => {
    const matter = MATTERS[i % MATTERS.length] as string;
    return {
      message_id: `${prefix}${i + 1}`,
      title: `${matter}，第 ${i + 1} 次反映`,
      body: `${matter}已有${(i % 9) + 2}天，"请尽快处理",\n联系人示例甲。`,
      created_at: new Date(start + i * step).toISOString().slice(0, 19).replace('T', ' '),
    };
  });
}

export function csvOf(rows: readonly HotlineRow[]): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${[COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((name) => cell(row[name])).join(','))].join('\r\n')}\r\n`;
}

export const withMark = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf8');
export const inGb18030 = (text: string) => iconv.encode(text, 'gb18030');
