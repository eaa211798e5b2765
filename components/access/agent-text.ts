/** Browser and system of a user agent, in the order that they are told apart: each pretends to be those below it. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\/([\d]+)/, 'WeChat'],
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/(?:360SE|QIHU 360\w*)/, '360'],
  [/OPR\/(\d+)/, 'Opera'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+)[\d.]* .*Safari/, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/UOS|Kylin|Linux/, 'Linux'],
];

/** What a browser says of itself, in two or three words; null when it says nothing that is known. */
export function agentText(agent: string | null): string | null {
  const browser = BROWSERS.map(([pattern, name]) => ({ name, found: pattern.exec(agent ?? '') })).find(({ found }) => found);
  const system = SYSTEMS.find(([pattern]) => pattern.test(agent ?? ''))?.[1];
  const named = browser ? [browser.name, browser.found?.[1]].filter(Boolean).join(' ') : null;
  return [named, system].filter(Boolean).join(', ') || null;
}
