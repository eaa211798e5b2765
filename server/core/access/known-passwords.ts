/**
 * Words that people take for passwords, in lower case and without the digits and signs that they hang on them: those are
 * taken off before the comparison. A rule, not a dump: what is guessed first by everyone is refused.
 */
export const KNOWN_WORDS: ReadonlySet<string> = new Set(
  `password passwd passphrase passcode pass pwd secret letmein welcome login logon signin hello default change changeme
   temp temporary test tester testing guest user username root admin administrator sysadmin system manager master super
   superuser superman batman dragon monkey shadow sunshine princess football baseball basketball soccer hockey killer
   pepper ginger cookie flower summer winter spring autumn january february march april june july august september october
   november december monday tuesday wednesday thursday friday saturday sunday freedom whatever trustno starwars pokemon
   michael jordan jennifer jessica charlie daniel thomas robert george andrew joshua matthew ashley nicole hunter buster
   tigger lovely iloveyou love loveyou baby angel blink access server service oracle mysql postgres redis mongodb docker
   kubernetes cisco huawei xiaomi lenovo tencent alibaba aliyun baidu weixin wechat taobao jingdong windows ubuntu centos
   linux google github internet computer network database security firewall backup console platform office government
   woaini woaiwojia woaizhongguo aini nihao mima mimashi guanliyuan yonghu ceshi zhongguo beijing shanghai zhonghua renmin
   fuwu zhengfu zhengwu shengzhengfu wangzhan xitong shuju rexian gongdan diaodu zhihui jiankong gongan caozuoyuan
   wodemima anquan meiyoumima buzhidao xiaoming zhangsan lisi wangwu zhaoliu laoshi xuexi kaixin kuaile xingfu fangfang
   abc abcd abcde abcdef asd asdf zxc zxcv qwe qwer qwert qwerty qaz wsx edc wasd poiu lkjh mnbv iop jkl fuck shit damn
   china chinese canton hongkong macau province city county hotline dispatch operator dispatcher supervisor leader steward`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Runs of digits with a meaning that everyone knows: dates of nothing, love in numbers, the hotline, the emergency call. */
export const KNOWN_DIGITS: readonly string[] = ['5201314', '1314520', '520520', '1314', '147258369', '159357', '12345', '12306', '10086', '666666', '888888'];

/** Rows of the keyboard, and its columns as fingers walk them. */
export const KEY_ROWS: readonly string[] = [
  '1234567890-=',
  'qwertyuiop[]',
  "asdfghjkl;'",
  'zxcvbnm,./',
  'abcdefghijklmnopqrstuvwxyz',
  '!@#$%^&*()_+',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  '1q2w3e4r5t6y7u8i9o0p',
  '147258369',
  'qazwsxedcrfvtgbyhnujmikolp',
];
