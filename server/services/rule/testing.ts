import { MADE_RULE_ROWS } from '../../../db/seed/rules.ts';
import { YEAR_2026 } from '../../core/kinds/testing.ts';
import type { GivenRules } from '../../wire/rule.ts';

/** What the profile of the made province gives: rows of every rule, two classes, three units, the year 2026. */
export const MADE_GIVEN: GivenRules = {
  rows: MADE_RULE_ROWS.map((row) => ({ ...row, paper: row.source, origin: 'profile', by: null, at: null, note: null })),
  office: { hours: [{ from: 540, to: 1_050 }], dayEnd: 'midnight' },
  years: [{ ...YEAR_2026, holidays: [...YEAR_2026.holidays], workdays: [...YEAR_2026.workdays] }],
  categories: [
    { code: '01', name: '甲类', parent: '' },
    { code: '0101', name: '乙类', parent: '01' },
  ],
  departments: ['u1', 'u2', 'u3'].map((id) => ({ id, name: `单位${id}` })),
  documents: new Map([['paper', '某办法']]),
  requestTypes: ['咨询', '投诉'],
};
