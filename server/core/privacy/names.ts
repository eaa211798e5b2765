/** Where a person is named in a text. */
export type NameSpan = { start: number; end: number };

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文';
const COMPOUND = '欧阳|司徒|上官|诸葛|司马|东方|皇甫|尉迟|令狐|慕容|夏侯|端木';
const LABEL = '(?:姓名|联系人|来电人|诉求人|投诉人|举报人|反映人|申请人|当事人|户主|业主)[:： ]{1,2}|(?:我叫|名叫|本人叫|姓名是|姓名为)';
/** Behind a given name of one character a sentence goes on with one of these. */
const GOES_ON = '住在的是已于家现来去有和与曾今也就都说被要因为电先女同，。、；：！？';
const SAID = new RegExp(`(?:${LABEL})((?:${COMPOUND}|[${SURNAMES}])(?:[\\p{Script=Han}·]{1,2}))`, 'gu');
const PLACE = /^[区县市镇乡村路街道巷湾山]/;
const MAY_HOLD = /[姓叫人主]/;

/**
 * Names in free text: those of whom the record names, wherever they stand, and those that a word introduces (姓名：, 我叫).
 * A name that goes on as a place's (a caller who is called as a district is) stays there.
 */
export function findNames(text: string, known: readonly string[]): NameSpan[] {
  const spans: NameSpan[] = [];
  for (const name of known) {
    if (name.length < 2) continue;
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      const end = at + name.length;
      if (!PLACE.test(text.charAt(end))) spans.push({ start: at, end });
    }
  }
  if (!MAY_HOLD.test(text)) return spans;
  for (const match of text.matchAll(SAID)) {
    const name = match[1] as string;
    const length = name.length > 2 && GOES_ON.includes(name.charAt(name.length - 1)) ? name.length - 1 : name.length;
    const start = match.index + match[0].length - name.length;
    spans.push({ start, end: start + length });
  }
  return spans;
}
