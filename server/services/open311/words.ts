import type { AttributeCode } from '../../wire/open311.ts';

/** Texts of the Open311 door. They are read by the public of a Chinese province. */
export const OPEN311_WORDS = {
  contact: '接口问题请联系本平台的数据源管理员。',
  keyService: '接口密钥由本平台的数据源管理员签发：上报用数据源的密钥，只查询用读取方的密钥。',
  service: (name: string, group: string) => (group === name ? `反映“${name}”方面的诉求` : `反映“${name}”方面的诉求（${group}）`),
  taken: '已登记，可凭受理编号查询办理进度。',
  attributes: {
    request_type: { description: '诉求类型', hint: '从列表中选择一项' },
    urgency: { description: '紧急程度', hint: '不选为一般；危及人身安全请直接拨打 110、119、120、122' },
    address_detail: { description: '详细地址（门牌、楼栋、地标），只供办理，不对外显示', hint: '400 字以内' },
  } satisfies Record<AttributeCode, { description: string; hint: string }>,
  urgency: { normal: '一般', urgent: '紧急' },
  /** What became of a closed request; the kernel's outcomes. */
  outcomes: {
    handled: '已办结',
    direct_answer: '已直接答复',
    refused: '不予受理',
    transferred: '已转紧急服务电话',
    withdrawn: '已撤诉',
    merged: '随同类诉求办结',
  } as Readonly<Record<string, string>>,
  marks: { demo: '演示数据', replay: '重放', real: '导入真实记录' } as Readonly<Record<string, string>>,
  /** Lines that the door adds below what was described; what follows them is left out again when it is read. */
  lines: { address: '地点：', email: '邮箱：', media: '附件：' },
};
