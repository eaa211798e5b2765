import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkProfile, loadProfile } from './load.ts';
import { ProfileError } from './types.ts';

const shipped = fileURLToPath(new URL('../../db/profiles', import.meta.url));
const names = readdirSync(shipped).filter((name) => existsSync(join(shipped, name, 'profile.json')));

describe.each(names)('the shipped profile %s', (name) => {
  it('has no problem', () => {
    expect(checkProfile(join(shipped, name))).toEqual([]);
  });

  it('loads with typed regions, ordered topics and calendars', () => {
    const profile = loadProfile(shipped, name);
    expect(profile.regions[0]).toMatchObject({ adcode: profile.file.adcode, parent: '', tile: null, lon: null });
    expect(profile.topics.map((topic) => topic.order)).toEqual(profile.topics.map((topic) => topic.order).sort((a, b) => a - b));
    expect(profile.topics[0]?.kind).toBe('wall');
    expect(profile.calendars.map((calendar) => calendar.year)).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]);
  });
});

/** Each row: file, text to find (the problem is expected on its line), replacement, part of the message. */
const planted: [string, string, string, string][] = [
  ['profile.json', '"timeZone": "Asia/Shanghai"', '"timeZone": "Asia/Nowhere"', 'time zone'],
  ['profile.json', '"adcode": "440000"', '"adcode": "440100"', 'row without a parent'],
  ['profile.json', '"cities": "geo/', '"cities": "nowhere/', 'does not exist'],
  ['profile.json', '"id": "county", "name"', '"id": "city", "name"', 'level city is named twice'],
  ['profile.json', '"steps": ["coordinate"]', '"steps": ["ponder"]', 'ponder is not a step'],
  ['profile.json', '"regions": ["440800", ', '"regions": ["449999", ', 'region 449999'],
  ['profile.json', '"440700": [112.6', '"449998": [112.6', 'region 449998'],
  ['profile.json', '"approvalNumber": null', '"approvalNumbers": null', 'approvalNumber'],
  ['profile.json', '"shortName": "广东"', '"shortName": "广东", "motto": "x"', 'motto: no such field'],
  ['regions.csv', '440305,南山区,南山,county,440300', '440305,南山区,南山,parish,440300', 'level parish'],
  ['regions.csv', '440305,南山区,南山,county,440300', '440305,南山区,南山,county,440999', 'parent 440999 is not a region'],
  ['regions.csv', '440305,南山区,南山,county,440300', '440305,南山区,南山,county,440304', 'not above county'],
  ['regions.csv', '440305,南山区', '440304,南山区', 'region 440304 is already on line'],
  ['regions.csv', '440305,南山区,南山,county,440300,normal,113.930413', '440305,南山区,南山,county,440300,normal,east', 'lon east'],
  ['regions.csv', ',,"0,2"', ',many,"0,2"', 'population many'],
  ['regions.csv', ',,"0,1"', ',,"0,2"', 'already taken'],
  ['regions.csv', '440305,南山区,南山,county', '440305,南山区,county', '9 cells where 10'],
  ['regions.csv', '440305,南山区', '44030,南山区', 'adcode: '],
  ['regions.csv', '440100,广州市,广州,city,440000', '440100,广州市,广州,city,', 'has no parent'],
  ['retired.csv', '440107,芳村区,440103', '440107,芳村区,449103', 'region 449103'],
  ['retired.csv', '440107,芳村区', '440105,芳村区', 'still in regions.csv'],
  ['departments.csv', 'gd-tj,省统计局,统计局,province', 'gd-tj,省统计局,统计局,realm', 'level realm'],
  ['departments.csv', 'id,name,shortName', 'id,title,shortName', 'first line must be'],
  ['categories.csv', '0102,社会保险,01', '0102,社会保险,02', 'parent of 0102 must be 01'],
  ['items.csv', 'sfz-huanling,换领身份证,gd-gat', 'sfz-huanling,换领身份证,gd-none', 'department gd-none'],
  ['zones.csv', '综合试验区,440300', '综合试验区,449300', 'region 449300'],
  ['knowledge.json', '"key": "review"', '"key": "privacy"', 'entry privacy is already on line'],
  ['knowledge.json', '"key": "privacy"', '"key": "Privacy"', 'key: '],
  ['knowledge.json', '"category": "1101"', '"category": "1109"', 'class 1109'],
  ['knowledge.json', '"document": "gd-service-anywhere"', '"document": "gd-none"', 'source document gd-none'],
  ['rules.json', '"requestType": "咨询"', '"requestType": "抱怨"', '抱怨 is not a request type'],
  ['rules.json', '"id": "ticket-redo"', '"id": "ticket-return"', 'rule ticket-return version 1 is named twice'],
  ['rules.json', '{ "amount": 2, "unit": "working_day", "soon"', '{ "amount": 2.5, "unit": "working_day", "soon"', 'days are whole'],
  ['rules.json', '"response": 0.2', '"response": 0.3', 'sum to 1'],
  ['rules.json', '"document": "gd-hotline-plan"', '"document": "gd-none"', 'source document gd-none'],
  ['rules.json', '"to": "12:00"', '"to": "15:00"', 'in order and apart'],
  ['rules.json', '"clock": "follow_up"', '"clok": "follow_up"', 'names its clock'],
  ['catalogue.csv', '0102,440000', '9902,440000', 'class 9902'],
  ['catalogue.csv', 'gd-rst', 'gd-none', 'department gd-none'],
  ['catalogue.csv', '02,440000,gd-jyt', '01,440000,gd-jyt', 'class 01 in 440000 is already on line 2'],
  ['indicators.json', '"code": "gd145.02"', '"code": "gd145.01"', 'gd145.01 is already on line'],
  ['indicators.json', '"planNumber": 2,', '"planNumber": 1,', 'plan number 1 belongs to'],
  ['indicators.json', '"kind": "ratio"', '"kind": "quotient"', 'kind: '],
  ['indicators.json', '"line": 1717 }', '"line": 1717, "page": 3 }', 'page: no such field'],
  ['indicators.json', '"reportedAt": ["city", "county"]', '"reportedAt": ["city", "shire"]', 'level shire'],
  ['indicators.json', '"function": "society"', '"function": "weather"', 'function weather'],
  ['indicators.json', '"aliveBy": "hotline.calls"', '"aliveBy": "hotline.cries"', 'indicator hotline.cries'],
  ['indicators.json', '"cadence": "PT1M"', '"cadence": "often"', 'cadence often'],
  ['indicators.json', '"source": { "document": "gbt-33358"', '"source": { "document": "gbt-0"', 'source document gbt-0'],
  ['indicators.json', '"num": { "field": "offered" }', '"num": { "field": "offers" }', 'no field offers'],
  [
    'indicators.json',
    '"event": "cn.tongguan.call.counted.v1", "num": { "field": "abandoned" } }',
    '"event": "cn.tongguan.call.lost.v1", "num": 1 }',
    'event type',
  ],
  ['indicators.json', '[["category"], ["requestType"], ["channel"]]', '[["category"], ["mood"], ["channel"]]', 'dimension mood'],
  ['indicators.json', ', "den": { "field": "offered" } }', ' }', 'needs a denominator'],
  ['indicators.json', '"numeratorName": "人工接听量"', '"numeratorName": null', 'names its numerator'],
  ['indicators.json', '"category": "办件"', '"category": "办件", "family": "catalogue"', 'counts items of a list'],
  ['indicators.json', '"property": "zeroTrip"', '"property": "noTrip"', 'property noTrip is not in itemList'],
  ['indicators.json', '"of": { "kinds": ["行政许可"] }', '"of": { "kinds": ["许可"] }', 'kind 许可 is not in itemList'],
  ['indicators.json', '"category": "办件"', '"category": "办件", "items": { "property": "zeroTrip", "of": {} }', 'only a catalogue ratio'],
  ['profile.json', '"words": ["是否跨省通办"]', '"words": ["零跑动"]', 'the head 零跑动 is named twice'],
  ['indicators.json', '"numerator": "[hotline.urged]"', '"numerator": "[hotline.cries]"', 'indicator hotline.cries'],
  ['indicators.json', '"unit": "条/百件"', '"unit": "条/万件"', 'expected 条/百件'],
  ['indicators.json', '"numerator": "[service.rejected] + [service.withdrawn]"', '"numerator": "[service.rejected] + [service.unfinished]"', 'is a circle'],
  ['topics/00-overview.json', '"indicator": "service.volume"', '"indicator": "service.unfinished"', 'is not shown live'],
  ['topics/00-overview.json', '"indicator": "service.volume"', '"indicator": "service.value"', 'indicator service.value'],
  ['topics/00-overview.json', '"function": "economy"', '"function": "weather"', 'function weather'],
  ['topics/00-overview.json', '"order": 0', '"order": 9', 'has order 0'],
  ['topics/01-hotline.json', '"by": "category"', '"by": "mood"', 'keeps no series by mood'],
  ['topics/01-hotline.json', '"id": "hotline"', '"id": "overview"', 'topic overview is already in'],
  ['topics/101-economic-operation.json', '"lead": "gd-tj"', '"lead": "gd-none"', 'department gd-none'],
  ['topics/114-agriculture.json', '"coLeads": ["gd-gxs"]', '"coLeads": ["gd-none"]', 'department gd-none'],
  ['topics/121-government-services.json', '"gd145.04"', '"gd145.99"', 'indicator gd145.99'],
  ['trade.json', '"district": "60"', '"district": "61"', 'district 61 is not a district'],
  ['trade.json', '"region": "440306"', '"region": "449306"', 'region 449306'],
  ['trade.json', '"id": "shenzhen-bay"', '"id": "shenzhen-airport"', 'id shenzhen-airport is named twice'],
  ['trade.json', '"code": "KEN"', '"code": "XKX"', 'partner XKX has no name in en'],
  ['trade.json', '"code": "KEN"', '"code": "KAZ"', 'partner KAZ is named twice'],
  ['trade.json', '"partner": null, "region": "440300"', '"partner": "BLZ", "region": "440300"', 'partner BLZ is not a partner'],
  ['trade.json', '"zone": "cbec-heyuan",\n', '"zone": "cbec-none",\n', 'zone cbec-none is not in zones.csv'],
  ['trade.json', '{\n      "zone": "cbec-heyuan",\n', '{\n      "zone": "cbec-shaoguan",\n', 'plan of cbec-shaoguan is named twice'],
  ['trade.json', '"zone": "cbec-heyuan", "text"', '"zone": "cbec-none", "text"', 'zone cbec-none is not in zones.csv'],
  ['trade.json', '"document": "gd-cbec-2020",\n', '"document": "gd-none",\n', 'document gd-none'],
  ['trade.json', '"document": "gd-cbec-2022", "line": 306', '"document": "gd-none", "line": 306', 'source document gd-none'],
  ['trade.json', '"document": "gd-cbec-measures"', '"document": "gd-none"', 'source document gd-none'],
  ['trade.json', '"indicator": "trade.published-value"', '"indicator": "trade.none"', 'indicator trade.none'],
  ['trade.json', '"to": "2025-12-26"', '"to": "2025-12-20"', 'before it begins'],
  ['trade.json', '"modes": ["9810"]', '"modes": ["9819"]', '9819 is not a mode'],
  ['trade.json', '"ports": [], "modes": ["9810"]', '"ports": ["nowhere"], "modes": ["9810"]', 'port nowhere'],
  ['trade.json', '"comparator": ">"', '"comparator": "<"', 'comparator'],
  ['demo.json', '"445200": 1', '"445299": 1', 'region 445299'],
  ['demo.json', '"zone": "cbec-huizhou"', '"zone": "cbec-none"', 'zone cbec-none'],
  ['demo.json', '"factor": 1, "partner": "RUS"', '"factor": 1, "partner": null', 'a shift, and nothing else'],
  ['demo.json', '"hourly": [1', '"hourly": [9', 'sum to'],
  ['demo.json', '"投诉": 40', '"抱怨": 40', '抱怨 is not a request type'],
  ['../calendars/2024.json', '"2024-02-04"', '"2024-02-05"', 'not a weekend day'],
  ['../calendars/2024.json', '"2024-02-04"', '"2024-02-10"', 'a holiday and a working day'],
  ['../calendars/2024.json', '"to": "2024-02-17"', '"to": "2025-02-17"', 'leaves the year'],
  ['indicators.json', '"planNumber": 2,', '"planNumber": two,', 'not JSON'],
  ['../calendars/2024.json', '"year": 2024', '"year": 2023', 'does not match'],
];

describe('a profile with mistakes', () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'profile-'));
    folder = join(root, 'db/profiles/guangdong');
    cpSync(join(shipped, 'guangdong'), folder, { recursive: true });
    cpSync(join(shipped, 'calendars'), join(root, 'db/profiles/calendars'), { recursive: true });
    cpSync(join(shipped, '../../public/geo'), join(root, 'public/geo'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const plant = (file: string, find: string, replacement: string): number => {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).toContain(find);
    writeFileSync(
      join(folder, file),
      text.replace(find, () => replacement),
    );
    return text.slice(0, text.indexOf(find)).split('\n').length;
  };

  it.each(planted)('%s: %s', (file, find, replacement, message) => {
    const line = plant(file, find, replacement);
    const problems = checkProfile(folder);
    expect(problems.filter((problem) => problem.message.includes(message)).map(({ file: at, line: on }) => `${at}:${on}`)).toContain(
      expectedPlace(file, find, line),
    );
  });

  it('names all of several mistakes, and the error carries them', () => {
    plant('zones.csv', '综合试验区,440300', '综合试验区,449300');
    plant('topics/01-hotline.json', '"by": "category"', '"by": "mood"');
    plant('indicators.json', '"kind": "ratio"', '"kind": "quotient"');
    const problems = checkProfile(folder);
    expect(problems.map(({ file }) => file)).toEqual(['indicators.json', 'topics/01-hotline.json', 'zones.csv']);
    expect(() => loadProfile(join(root, 'db/profiles'), 'guangdong')).toThrow(ProfileError);
  });

  it('tells one missing or broken file once, not at every reference to it', () => {
    rmSync(join(folder, 'profile.json'));
    plant('indicators.json', '"planNumber": 2,', '"planNumber": 2');
    const problems = checkProfile(folder);
    expect(problems.map(({ file }) => file)).toEqual(['indicators.json', 'profile.json']);
    expect(problems[1]?.message).toContain('is missing');
  });

  it('a profile may tell nothing of places of trade', () => {
    rmSync(join(folder, 'trade.json'));
    expect(checkProfile(folder)).toEqual([]);
    expect(loadProfile(join(root, 'db/profiles'), 'guangdong').trade).toBeNull();
  });

  it('a topic appears by adding one file', () => {
    const text = readFileSync(join(folder, 'topics/02-services.json'), 'utf8');
    writeFileSync(join(folder, 'topics/05-mine.json'), text.replace('"id": "services"', '"id": "mine"').replace('"order": 2', '"order": 5'));
    expect(loadProfile(join(root, 'db/profiles'), 'guangdong').topics[5]?.id).toBe('mine');
  });
});

/** A missing value is reported where its owner starts; these few stand on another line than the text that was changed. */
function expectedPlace(file: string, find: string, line: number): string {
  if (find === '"approvalNumber": null') return `${file}:${line - 2}`;
  if (find === '"order": 0') return `${file}:${line + 1}`;
  return `${file}:${line}`;
}
