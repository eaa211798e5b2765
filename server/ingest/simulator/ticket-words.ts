/** Words of simulated requests and answers. Streets, estates and firms are made up. */
const ROAD_HEAD = [
  '青禾',
  '云溪',
  '望塘',
  '松隐',
  '晓棠',
  '沐川',
  '澄月',
  '栖霜',
  '听荷',
  '枕溪',
  '远岫',
  '新穗',
  '锦柯',
  '禾丰里',
  '白鹭湾',
  '朝槿',
  '石桥头',
  '半山亭',
  '归雁',
  '玉麦',
];
const ROAD_TAIL = ['路', '街', '大道', '巷', '东路', '西街', '南路', '横路'];
/** Names of made-up streets. */
export const ROADS: string[] = ROAD_HEAD.flatMap((h) => ROAD_TAIL.map((t) => h + t));
export const ESTATES = ['晴澜苑', '栖霞里', '沐光花园', '禾谷小区', '云上居', '澄园', '听松阁', '棠梨小筑'];
export const FIRMS = ['禾谷鞋材厂', '云梭制衣厂', '晓棠电子厂', '望塘建筑劳务队', '归雁家具厂'];
export const OPENERS = ['', '来电人反映：', '市民反映，', '您好，', '我是附近住户，', '已经反映过一次，', '请帮忙处理：'];
export const SINCE = [
  '',
  '已经持续一周。',
  '从上个月开始一直这样。',
  '今天早上又发生一次。',
  '附近多户居民都有同样情况。',
  '之前向物业和村居反映过，没有结果。',
  '有照片和视频可以提供。',
];
export const ASKS = ['希望尽快处理。', '请有关部门到现场核实。', '希望给一个明确的答复。', '请协调解决。', '希望早日整改。'];

/** How a request of a type is worded: by first matching word of the type's name. */
export const WORDING: { match: string; title: (place: string, topic: string) => string; ask: string }[] = [
  { match: '咨询', title: (_p, topic) => `咨询${topic}的办理要求`, ask: '请告知需要什么材料、到哪里办理、多久可以办好。' },
  { match: '建议', title: (p, topic) => `建议加强${p}${topic}管理`, ask: '建议定期巡查，并把结果公开。' },
  { match: '表扬', title: (p, topic) => `表扬${p}${topic}处理及时`, ask: '工作人员当天就到现场，态度很好，特此感谢。' },
];

export const ANSWERS = [
  '已到现场核实，问题属实，责任单位已整改，并已告知诉求人。',
  '经核查，相关手续齐全，已向诉求人解释并取得理解。',
  '已联系诉求人，约定三日内完成维修，现已修复。',
  '已责令当事方限期改正，将继续跟进。',
  '材料已补正，业务已办结，诉求人表示认可。',
  '双方经调解达成一致，款项已支付。',
];
export const DIRECT_ANSWERS = [
  '已按知识库口径当场答复。',
  '已告知办理条件、材料与地点。',
  '已告知办理进度，诉求人无异议。',
  '已说明政策依据并发送办事指南链接。',
];
export const RETURN_REASONS = ['不属于本单位职责范围。', '事发地不在本辖区。', '缺少具体地址，无法核实。', '该事项由专业运营单位负责。'];
export const FOLLOW_GOOD = ['对结果满意。', '问题已经解决。', '处理及时。'];
export const FOLLOW_BAD = ['问题仍然存在。', '只打了电话，没有到现场。', '对答复内容不认可。'];
