// What screens, exports and profiles call trading partners: 国家（地区）, 贸易伙伴 or 市场, never 国家 alone, and Hong Kong,
// Macao and Taiwan never without China.

/** Files whose words somebody reads: messages, words of the core, profiles, what is written into exports. */
export const LABEL_FILES =
  /^(components\/.*\/(messages[^/]*|[^/]*-(text|words|labels))\.tsx?|components\/.*\.tsx|app\/.*\.tsx|server\/core\/words\/.*\.ts|server\/services\/export\/.*\.ts|server\/core\/export\/.*\.ts|db\/profiles\/[^/]+\/(topics\/)?[^/]*\.(json|csv))$/;
const SKIPPED = /\.test\.tsx?$|\.db\.test\.ts$/;

/** A text that is nothing but a heading: 国家, 各国家, 国家排名, 国别, 按国家, 目的国, 来源国 … */
const HEADING =
  /^(按|各|分)?(贸易|出口|进口|目的|来源|主要|对象|目标|海外|市场)*(国家|国别|目的国|来源国|进口国|出口国)(名称|代码|排名|分布|占比|构成|金额|数|前十|TOP ?\d*|（?国别）?)*$/i;
/** One of the four heads of risk, in the policy's own word. */
const RISK_HEAD = '国别';
const ENGLISH_HEADING =
  /^((top|by|per|all|main|partner|destination|origin|source|export|import|trading)\s+)*(country|countries|nations?)(\s+(code|codes|name|names|ranking|share|shares|rank|of origin|of destination))*$/i;

/** Text in quotes, without the quotes; enough for literals of our sources and JSON. */
function texts(line) {
  return [...line.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`|>([^<>{}]+)</g)].map((m) =>
    (m[1] ?? m[2] ?? m[3] ?? m[4] ?? '').trim(),
  );
}

/** A label is a name of one place or a short list: no sentence, no name of an organisation, port or document. */
const PLACE_ONLY = /^(中国)?(香港|澳门|台湾)(地区|特别行政区|省)?$/;
const PLACE_IN_ENGLISH = /^(Hong Kong|Macao|Macau|Taiwan)(\s+SAR|\s+Region|, Province of China)?$/;

/**
 * Faults of one file.
 * @param {string} path from the root of the project
 * @param {string} source
 * @returns {{ line: number, message: string }[]}
 */
export function labelFaults(path, source) {
  const faults = [];
  source.split('\n').forEach((line, i) => {
    const say = (message) => faults.push({ line: i + 1, message });
    if (/^\s*(\/\/|\/?\*)/.test(line)) return;
    for (const text of path.endsWith('.csv') ? line.split(',') : texts(line)) {
      if (HEADING.test(text) && text !== RISK_HEAD) say(`${text}: partners are 国家（地区）, 贸易伙伴 or 市场, not countries alone`);
      if (path.endsWith('.csv') || !/[一-鿿]/.test(text)) {
        if (ENGLISH_HEADING.test(text) && /[A-Z ]/.test(text)) say(`${text}: partners are countries and regions, trading partners or markets`);
        if (PLACE_IN_ENGLISH.test(text)) say(`${text}: named with China, as in Hong Kong, China`);
      }
      if (PLACE_ONLY.test(text) && !/^中国/.test(text)) say(`${text}: named 中国${text}`);
    }
    const code = /\b(HKG|MAC|TWN)\b['"]?\s*:\s*(?:\{[^}]*\}|['"][^'"]*['"])/.exec(line);
    if (code) {
      const zh = { HKG: '中国香港', MAC: '中国澳门', TWN: '中国台湾' }[code[1]];
      const en = { HKG: 'Hong Kong, China', MAC: 'Macao, China', TWN: 'Taiwan, China' }[code[1]];
      for (const text of texts(code[0])) if (text !== zh && text !== en) say(`${code[1]} is ${zh} or ${en}, not ${text}`);
    }
  });
  return faults;
}

/** @param {string} path from the root of the project */
export const isLabelFile = (path) => LABEL_FILES.test(path) && !SKIPPED.test(path);
