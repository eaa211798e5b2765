/** Words of pages that stand outside the console, where no language has been chosen yet. */
export const pageMessages = {
  missing: { what: '没有这一页', why: '地址有误，或该屏幕不在本省配置中' },
  failed: { what: '页面出错', why: '数据不受影响；重试，或稍后再来' },
  loading: { what: '读取中', why: '正在取本省配置' },
  home: { what: '回总览', why: '' },
  retry: { what: '重试', why: '' },
} as const;
