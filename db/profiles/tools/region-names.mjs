// Short names of administrative units: pure rules on text, tried on the two provinces' lists.

/** Peoples named in the autonomous counties and townships of the two provinces. */
const PEOPLES = ['壮族', '瑶族', '畲族', '回族'];

/**
 * 连南瑶族自治县 → 连南, 天河区 → 天河, 石碣镇 → 石碣; a name that would keep one character stays whole (城区, 郊区).
 * @param {string} name
 */
export function shortNameOf(name) {
  const suffix = ['自治县', '自治区', '民族乡', '街道', '省', '市', '区', '县', '镇', '乡'].find((end) => name.endsWith(end));
  if (!suffix) return name;
  const whole = name.slice(0, name.length - suffix.length);
  const stem = suffix === '自治县' || suffix === '民族乡' || suffix === '乡' ? withoutPeoples(whole) : whole;
  return stem.length >= 2 ? stem : name;
}

function withoutPeoples(name) {
  const people = PEOPLES.find((each) => name.endsWith(each) && name.length > each.length);
  return people ? withoutPeoples(name.slice(0, name.length - people.length)) : name;
}

/** The part of a county's name that survives a change of its kind: 长乐市 and 长乐区 give 长乐. */
export const stemOf = (name) => (name.length > 2 ? name.slice(0, -1) : name);
