import type { Locale } from '../ui/types.ts';

/** Words of the administration screens. */
export type AdminWords = {
  feeds: string;
  feedsNote: string;
  noFeeds: string;
  noFeedsWhat: string;
  usage: string;
  noUsage: string;
  noUsageWhat: string;
  quarantine: string;
  noQuarantine: string;
  noQuarantineWhat: string;
  pending: string;
  pendingNote: string;
  noPending: string;
  noPendingWhat: string;
  morePending: (n: number) => string;
  kind: string;
  kinds: Record<'item' | 'department', string>;
  name: string;
  further: string;
  events: string;
  first: string;
  last: string;
  feed: string;
  month: string;
  accepted: string;
  duplicate: string;
  rejected: string;
  code: string;
  count: string;
  state: string;
  fields: string;
  owner: string;
};

const zh: AdminWords = {
  feeds: '数据源',
  feedsNote: '只读；增改用命令行 feed',
  noFeeds: '还没有数据源',
  noFeedsWhat: '用命令行 feed create 建立第一个',
  usage: '用量',
  noUsage: '本月没有收到事件',
  noUsageWhat: '数据源送达后按月计在此',
  quarantine: '隔离',
  noQuarantine: '没有被隔离的事件',
  noQuarantineWhat: '被拒的事件连同原因会留在此',
  pending: '待登记',
  pendingNote: '已接收并计数；在省份配置的事项表、部门表登记后，重启即不再列出',
  noPending: '没有待登记的代码',
  noPendingWhat: '事件里的事项、部门都在省份配置中；不在的会列在此',
  morePending: (n) => `另有 ${n} 个，用命令行 feed pending 列出全部`,
  kind: '类别',
  kinds: { item: '事项', department: '部门' },
  name: '代码',
  further: '其余代码',
  events: '事件',
  first: '首次到达',
  last: '最近到达',
  feed: '数据源',
  month: '月份',
  accepted: '接收',
  duplicate: '重复',
  rejected: '拒收',
  code: '原因',
  count: '件数',
  state: '状态',
  fields: '字段',
  owner: '责任人',
};

const en: AdminWords = {
  feeds: 'Feeds',
  feedsNote: 'read only; change them with the command feed',
  noFeeds: 'No feed yet',
  noFeedsWhat: 'Make the first with the command feed create',
  usage: 'Usage',
  noUsage: 'No event this month',
  noUsageWhat: 'What feeds send is counted here by month',
  quarantine: 'Quarantine',
  noQuarantine: 'Nothing is held',
  noQuarantineWhat: 'Refused events stay here with their reason',
  pending: 'To be registered',
  pendingNote: 'accepted and counted; gone after a restart once the profile lists them',
  noPending: 'Nothing waits for registration',
  noPendingWhat: 'All items and departments of the events are in the profile; others would stand here',
  morePending: (n) => `${n} more: the command feed pending lists all`,
  kind: 'Kind',
  kinds: { item: 'Item', department: 'Department' },
  name: 'Code',
  further: 'further codes',
  events: 'Events',
  first: 'First arrival',
  last: 'Last arrival',
  feed: 'Feed',
  month: 'Month',
  accepted: 'Accepted',
  duplicate: 'Duplicate',
  rejected: 'Rejected',
  code: 'Reason',
  count: 'Events',
  state: 'State',
  fields: 'Fields',
  owner: 'Owner',
};

export const adminWords: Record<Locale, AdminWords> = { 'zh-CN': zh, en };
