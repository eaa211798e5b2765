/** What bad reviews say; the tags are the commonest published ones. */
export const REVIEW_TAGS = [
  '无理由超过法定办理时间',
  '在办事指南之外增加新的审批条件',
  '需提供办事指南之外的申报材料',
  '未在承诺时间内办结',
  '服务态度生硬',
  '平台操作不便',
];
export const REVIEW_COMMENTS = [
  '跑了三趟，每次说的材料都不一样。',
  '网上显示已办结，到窗口说还没有审核。',
  '等了两个多小时，窗口只开了一个。',
  '指南里没有写要这份证明。',
  '上传附件总是失败，客服没有回复。',
  '工作人员态度不好，不愿意解释。',
];
