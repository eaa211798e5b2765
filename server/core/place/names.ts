/**
 * How people write the name of a region. `whole` names say what they are (天河区, 棠下街); `stem` is what is left without
 * (天河, 棠下), which may as well be a road, a firm or a word.
 */
export type Spellings = { readonly whole: readonly string[]; readonly stem: string | null; readonly town: boolean };

const PEOPLES =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺';
const OF_PEOPLES = new RegExp(`^(.{2,}?)(?:(?:${PEOPLES})族)+(自治县|自治州|自治区|乡|镇)$`);
const SUFFIX = /^(.{2,})(综合实验区|特别行政区|自治区|街道|[省市区县镇乡])$/;
const TOWN = /(?:街道|镇|乡|农场|林场|场|库区|监狱|管理区|农垦|侨)$/;

/** Spellings of a region by its name in the profile. */
export function spellingsOf(name: string): Spellings {
  const town = TOWN.test(name);
  const peoples = OF_PEOPLES.exec(name);
  if (peoples) {
    const [, stem = '', what = ''] = peoples;
    const short = what.replace('自治', '');
    return { whole: [...new Set([name, `${stem}${what}`, `${stem}${short}`])], stem, town };
  }
  const [, stem = null, what = ''] = SUFFIX.exec(name) ?? [];
  const whole = what === '街道' ? [name, name.slice(0, -1)] : [name];
  return { whole, stem, town };
}
