import { fileName } from '../../core/export/csv.ts';
import type { FillingStatus } from '../../core/filling/duty.ts';
import type { SlotState } from '../../core/filling/slot.ts';
import type { FillingPage } from '../../wire/filling.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/require-scope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { CaseCtx } from '../context.ts';
import { takenBy, zoneText } from '../export/file-head.ts';
import type { ExportLocale } from '../export/words.ts';
import { workbook } from '../export/workbook.ts';
import { listFillings } from './list-fillings.ts';

/** `body` is base64 of a workbook. */
export type FillingFile = { name: string; body: string; rows: number };

type Words = {
  title: string;
  head: readonly string[];
  statuses: Record<FillingStatus, string>;
  states: Record<SlotState, string>;
  late: string;
  provisional: string;
  never: string;
};

const WORDS: Record<ExportLocale, Words> = {
  'zh-CN': {
    title: '填报情况',
    head: ['编码', '指标', '单位', '地区', '部门', '期', '状态', '填报情况', '数值', '截止', '逾期报送', '备注'],
    statuses: { preliminary: '初步', formal: '正式', revised: '修订' },
    states: { ahead: '未到期', open: '待填报', overdue: '逾期', submitted: '已报待核', returned: '退回', accepted: '已核定' },
    late: '是',
    provisional: '日历未公布，按周末推算',
    never: '初步、正式、修订为同一期的不同状态，不得相加',
  },
  en: {
    title: 'Reporting',
    head: ['Code', 'Indicator', 'Unit', 'Region', 'Department', 'Period', 'Status', 'State', 'Value', 'Due', 'Filed late', 'Note'],
    statuses: { preliminary: 'Preliminary', formal: 'Formal', revised: 'Revised' },
    states: { ahead: 'Not due', open: 'To report', overdue: 'Overdue', submitted: 'To check', returned: 'Returned', accepted: 'Accepted' },
    late: 'Yes',
    provisional: 'calendar not published, weekends only',
    never: 'Preliminary, formal and revised are of one period: never add them',
  },
};

/**
 * The matrix as a workbook, a line a slot, under the watermark of whoever asks. The audit row is committed before the first
 * byte is answered.
 * @param scope of filling.manage @throws OutOfScope
 */
export async function exportFillings(ctx: CaseCtx, actor: Actor, scope: Scope, page: FillingPage, locale: ExportLocale): Promise<FillingFile> {
  const { duties, slots } = await listFillings(ctx, scope, page);
  const words = WORDS[locale];
  const dutyOf = new Map(duties.map((d) => [d.id, d]));
  const lines = slots.flatMap((s) => {
    const duty = dutyOf.get(s.duty);
    if (!duty) return [];
    const value = s.value === null ? '' : String(Number(s.value.toFixed(6)));
    const times = [zoneText(ctx, s.dueAt), s.late ? words.late : '', s.provisional ? words.provisional : ''];
    return [
      [duty.indicator, duty.name, duty.unit, duty.regionName, duty.departmentName, s.period, words.statuses[s.status], words.states[s.state], value, ...times],
    ];
  });
  const body = await workbook([{ title: words.title, lines: [...takenBy(ctx, actor, scope, locale), [words.never], [], words.head, ...lines] }]);
  const object = { kind: 'filling_duty', id: page.region };
  const detail = { department: page.department ?? null, indicator: page.indicator ?? null, back: page.back, rows: lines.length };
  await ctx.db.transaction((tx) => writeAudit(tx, actor, { action: 'filling.exported', result: 'ok', object, region: page.region, detail }, ctx.now()));
  return { name: fileName(['filling', page.region, zoneText(ctx, ctx.now()).slice(0, 10)], 'xlsx'), body, rows: lines.length };
}
