import type { PasswordFault } from '../../server/core/access/password-rules.ts';
import type { Locale } from '../ui/types.ts';

/** Words of the sign-in page, its steps and the page of one's own account. */
export type AccessWords = {
  title: string;
  notice: string;
  login: string;
  password: string;
  show: string;
  hide: string;
  signIn: string;
  unified: string;
  or: string;
  demoTag: string;
  demoTitle: string;
  demoNote: string;
  enterAs: (role: string, place: string) => string;
  displayLink: string;
  personLink: string;
  displayTitle: string;
  displayNote: string;
  credential: string;
  displayEnter: string;
  signOut: string;
  back: string;
  signedInAs: (login: string) => string;
  newPassword: string;
  newPasswordNote: (least: number) => string;
  presentPassword: string;
  next: string;
  nextAgain: string;
  setPassword: string;
  differs: string;
  passwordFaults: Record<PasswordFault, string>;
  factorTitle: string;
  factorNote: string;
  code: string;
  codeOrRecovery: string;
  verify: string;
  enrolTitle: string;
  enrolSteps: [scan: string, type: string];
  qrLabel: string;
  secretLabel: string;
  currentCode: string;
  confirm: string;
  recoveryTitle: string;
  recoveryNote: string;
  recoverySaved: string;
  copy: string;
  copied: string;
  goOn: string;
  working: string;
  faults: Record<'signIn' | 'password' | 'code' | 'credential' | 'offer' | 'ended' | 'busy' | 'unreachable' | 'failed' | 'used', string>;
  wait: (seconds: number) => string;
  oidc: Record<'unknown' | 'taken' | 'disabled' | 'no_grant' | 'conflict' | 'refused' | 'expired' | 'wait' | 'unavailable', string>;
  account: string;
  own: string;
  region: string;
  department: string;
  allDepartments: string;
  unifiedYes: string;
  demoAccount: string;
  grants: string;
  noGrants: string;
  noGrantsWhat: string;
  role: string;
  span: string;
  personal: string;
  masked: string;
  mayUnmask: string;
  future: string;
  forever: string;
  until: (day: string) => string;
  from: (day: string) => string;
  passwordState: (day: string) => string;
  noPassword: string;
  changePassword: string;
  passwordChanged: string;
  factor: string;
  factorSince: (day: string) => string;
  noFactor: string;
  recoveryLeft: (n: number) => string;
  enrol: string;
  replaceFactor: string;
  renewRecovery: string;
  factorDone: string;
  cancel: string;
  sessions: string;
  sessionsNote: string;
  thisOne: string;
  device: string;
  address: string;
  begun: string;
  seen: string;
  factorShown: string;
  end: string;
  endOthers: string;
  endAll: string;
  ended: (n: number) => string;
  unknownDevice: string;
  displaySession: string;
};

const zh: AccessWords = {
  title: '登录',
  notice: '仅限授权人员使用，登录与操作均留痕',
  login: '账号',
  password: '口令',
  show: '显示',
  hide: '隐藏',
  signIn: '登录',
  unified: '统一身份认证登录',
  or: '或',
  demoTag: '演示数据',
  demoTitle: '演示账号',
  demoNote: '数据为模拟，点一个角色即可进入',
  enterAs: (role, place) => `以${role}身份进入，${place}`,
  displayLink: '大屏登录',
  personLink: '人员登录',
  displayTitle: '大屏登录',
  displayNote: '大屏用自己的凭据登录，只显示一个专题，不含个人信息',
  credential: '大屏凭据',
  displayEnter: '点亮大屏',
  signOut: '退出',
  back: '返回',
  signedInAs: (login) => `账号 ${login}`,
  newPassword: '设置新口令',
  newPasswordNote: (least) => `至少 ${least} 个字符，可用整句话；不用常见口令、键盘顺序、账号和单位名称`,
  presentPassword: '现用口令',
  next: '新口令',
  nextAgain: '再输一遍',
  setPassword: '设置',
  differs: '两次输入不一致',
  passwordFaults: {
    too_short: '口令太短',
    too_long: '口令太长，最多 128 个字符',
    unreadable: '口令含有无法输入的字符',
    own_name: '口令由账号、姓名或单位名称构成，容易被猜到',
    known: '口令太常见或按键盘顺序，容易被猜到',
    used_before: '最近五次用过这个口令',
  },
  factorTitle: '二次验证',
  factorNote: '输入验证器上的 6 位数字；手机不在身边时，输入一个恢复码',
  code: '验证码',
  codeOrRecovery: '验证码或恢复码',
  verify: '验证',
  enrolTitle: '绑定验证器',
  enrolSteps: ['用手机上的验证器应用扫这张图，或手工输入密钥', '输入应用显示的 6 位数字'],
  qrLabel: '验证器二维码，也可以手工输入下方的密钥',
  secretLabel: '密钥',
  currentCode: '原验证器的验证码',
  confirm: '绑定',
  recoveryTitle: '恢复码',
  recoveryNote: '手机丢失时，每个恢复码可以代替验证码使用一次。只显示这一次，请抄写或打印，离线保存。',
  recoverySaved: '我已保存恢复码',
  copy: '复制',
  copied: '已复制',
  goOn: '继续',
  working: '请稍候',
  faults: {
    signIn: '账号或口令不对',
    password: '现用口令不对',
    code: '验证码不对，或已经用过；请等下一个',
    credential: '凭据无效，或已被撤销',
    offer: '这张二维码已过期，请重新绑定',
    ended: '登录已失效，请重新登录',
    busy: '此刻登录的人太多，请稍后再试',
    unreachable: '连不上服务，请检查网络后再试',
    failed: '没有成功，请再试一次；仍不行请联系系统管理员',
    used: '口令刚被改过，请重新登录',
  },
  wait: (seconds) => (seconds < 60 ? `失败次数过多，请 ${seconds} 秒后再试` : `失败次数过多，请 ${Math.ceil(seconds / 60)} 分钟后再试`),
  oidc: {
    unknown: '统一身份认证已通过，但这里没有你的账号；请联系系统管理员',
    taken: '统一身份认证已通过，但同名账号属于另一个人；请联系系统管理员',
    disabled: '账号已停用；请联系系统管理员',
    no_grant: '统一身份认证已通过，但没有授予你任何角色；请联系安全管理员',
    conflict: '授予你的角色互相冲突，不能登录；请联系安全管理员',
    refused: '统一身份认证没有通过，请重新登录',
    expired: '登录超时，请重新登录',
    wait: '失败次数过多，请稍后再试',
    unavailable: '统一身份认证没有响应，请稍后再试',
  },
  account: '我的账号',
  own: '基本信息',
  region: '区域',
  department: '部门',
  allDepartments: '全部部门',
  unifiedYes: '已绑定统一身份认证',
  demoAccount: '演示账号，多人共用，不能修改',
  grants: '我的授权',
  noGrants: '没有生效的授权',
  noGrantsWhat: '授权由安全管理员给予',
  role: '角色',
  span: '时间',
  personal: '个人信息',
  masked: '遮',
  mayUnmask: '可解',
  future: '未生效',
  forever: '长期',
  until: (day) => `至 ${day}`,
  from: (day) => `${day} 起`,
  passwordState: (day) => `${day} 设置`,
  noPassword: '没有口令，用统一身份认证登录',
  changePassword: '修改口令',
  passwordChanged: '口令已修改，其他设备已退出',
  factor: '二次验证',
  factorSince: (day) => `${day} 绑定`,
  noFactor: '未绑定验证器',
  recoveryLeft: (n) => `剩 ${n} 个恢复码`,
  enrol: '绑定验证器',
  replaceFactor: '更换验证器',
  renewRecovery: '换发恢复码',
  factorDone: '验证器已绑定，其他设备已退出',
  cancel: '取消',
  sessions: '登录的设备',
  sessionsNote: '不认识的设备请退出，并修改口令',
  thisOne: '本机',
  device: '设备',
  address: '地址',
  begun: '登录',
  seen: '最近操作',
  factorShown: '已二次验证',
  end: '退出',
  endOthers: '退出其他设备',
  endAll: '全部退出',
  ended: (n) => (n === 0 ? '没有其他设备' : `已退出 ${n} 台设备`),
  unknownDevice: '未知设备',
  displaySession: '大屏没有个人账号',
};

const en: AccessWords = {
  title: 'Sign in',
  notice: 'For authorised staff only; sign-ins and actions are recorded',
  login: 'Account',
  password: 'Password',
  show: 'Show',
  hide: 'Hide',
  signIn: 'Sign in',
  unified: 'Sign in with unified identity',
  or: 'or',
  demoTag: 'Demo data',
  demoTitle: 'Demo accounts',
  demoNote: 'The data are simulated; one click on a role lets you in',
  enterAs: (role, place) => `Enter as ${role}, ${place}`,
  displayLink: 'Wall sign-in',
  personLink: 'Staff sign-in',
  displayTitle: 'Wall sign-in',
  displayNote: 'A wall has a credential of its own, shows one topic and no personal data',
  credential: 'Wall credential',
  displayEnter: 'Light the wall',
  signOut: 'Sign out',
  back: 'Back',
  signedInAs: (login) => `Account ${login}`,
  newPassword: 'Set a new password',
  newPasswordNote: (least) => `${least} characters or more, a sentence is fine; no common password, keyboard walk, account or office name`,
  presentPassword: 'Present password',
  next: 'New password',
  nextAgain: 'Once more',
  setPassword: 'Set',
  differs: 'The two differ',
  passwordFaults: {
    too_short: 'The password is too short',
    too_long: 'The password is too long: 128 characters at most',
    unreadable: 'The password holds characters that cannot be typed',
    own_name: 'The password is made of the account, a name or the office, and easy to guess',
    known: 'The password is common or walks over the keyboard, and easy to guess',
    used_before: 'It is one of the last five passwords',
  },
  factorTitle: 'Second factor',
  factorNote: 'Type the six digits of your authenticator; without your phone, one of your recovery codes',
  code: 'Code',
  codeOrRecovery: 'Code or recovery code',
  verify: 'Verify',
  enrolTitle: 'Set up an authenticator',
  enrolSteps: ['Scan this with an authenticator app on your phone, or type the key', 'Type the six digits that it shows'],
  qrLabel: 'QR code for the authenticator; the key below can be typed instead',
  secretLabel: 'Key',
  currentCode: 'Code of the present authenticator',
  confirm: 'Confirm',
  recoveryTitle: 'Recovery codes',
  recoveryNote: 'When the phone is lost, each stands in for a code once. They are shown this once: write them down or print them, and keep them offline.',
  recoverySaved: 'I have kept the recovery codes',
  copy: 'Copy',
  copied: 'Copied',
  goOn: 'Go on',
  working: 'One moment',
  faults: {
    signIn: 'Account or password is wrong',
    password: 'The present password is wrong',
    code: 'The code is wrong or was used: wait for the next',
    credential: 'The credential is not known, or was revoked',
    offer: 'This QR code is too old: begin again',
    ended: 'Your session has ended: sign in again',
    busy: 'Too many people sign in at this moment: try again soon',
    unreachable: 'The service cannot be reached: check the network and try again',
    failed: 'That did not work: try again, or ask your system administrator',
    used: 'The password was changed a moment ago: sign in again',
  },
  wait: (seconds) => (seconds < 60 ? `Too many failed tries: wait ${seconds} s` : `Too many failed tries: wait ${Math.ceil(seconds / 60)} min`),
  oidc: {
    unknown: 'Unified identity knows you, but there is no account for you here: ask the system administrator',
    taken: 'Unified identity knows you, but the account of that name is another person’s: ask the system administrator',
    disabled: 'The account is disabled: ask the system administrator',
    no_grant: 'Unified identity knows you, but no role was given to you: ask the security administrator',
    conflict: 'The roles given to you exclude one another: ask the security administrator',
    refused: 'Unified identity did not let you in: sign in again',
    expired: 'That took too long: sign in again',
    wait: 'Too many failed tries: wait a while',
    unavailable: 'Unified identity does not answer: try again later',
  },
  account: 'My account',
  own: 'About me',
  region: 'Region',
  department: 'Department',
  allDepartments: 'All departments',
  unifiedYes: 'Bound to unified identity',
  demoAccount: 'A demo account, shared by many: it cannot be changed',
  grants: 'My grants',
  noGrants: 'No grant holds now',
  noGrantsWhat: 'Grants are given by the security administrator',
  role: 'Role',
  span: 'Time',
  personal: 'Personal data',
  masked: 'masked',
  mayUnmask: 'may unmask',
  future: 'later',
  forever: 'no end',
  until: (day) => `until ${day}`,
  from: (day) => `from ${day}`,
  passwordState: (day) => `set ${day}`,
  noPassword: 'No password: unified identity signs you in',
  changePassword: 'Change password',
  passwordChanged: 'The password is changed; other devices are signed out',
  factor: 'Second factor',
  factorSince: (day) => `set up ${day}`,
  noFactor: 'No authenticator',
  recoveryLeft: (n) => `${n} recovery codes left`,
  enrol: 'Set up an authenticator',
  replaceFactor: 'Replace the authenticator',
  renewRecovery: 'New recovery codes',
  factorDone: 'The authenticator is set up; other devices are signed out',
  cancel: 'Cancel',
  sessions: 'Devices',
  sessionsNote: 'Sign out what you do not know, and change the password',
  thisOne: 'this one',
  device: 'Device',
  address: 'Address',
  begun: 'Signed in',
  seen: 'Last action',
  factorShown: 'second factor shown',
  end: 'Sign out',
  endOthers: 'Sign out other devices',
  endAll: 'Sign out everywhere',
  ended: (n) => (n === 0 ? 'There is no other device' : `${n} devices signed out`),
  unknownDevice: 'Unknown device',
  displaySession: 'A wall has no account',
};

export const accessWords: Record<Locale, AccessWords> = { 'zh-CN': zh, en };
