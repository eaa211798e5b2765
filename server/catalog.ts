import { LiveDictionary } from './core/indicator/live-dictionary.ts';
import { zoneOffset } from './core/indicator/window.ts';
import { buildTree } from './core/region/tree.ts';
import type { Profile } from './profile/types.ts';
import type { Catalog } from './services/context.ts';

/** Event steps in words. What a profile names are the stages that it shows, several steps each. */
const STEP_WORDS: Record<string, string> = {
  reported: '登记',
  accept: '受理',
  direct_answer: '直接答复',
  refuse: '不予受理',
  transfer: '转办',
  dispatch: '派单',
  sign: '签收',
  return: '退单',
  coordinate: '协调',
  extend: '延期',
  urge: '催办',
  supervise: '督办',
  answer: '答复',
  check_back: '审核退回',
  close: '办结',
  follow_up: '回访',
  redo: '重办',
  withdraw: '撤诉',
  archive: '归档',
  corrected: '更正',
  retracted: '撤回',
};

/** The names and rules that services need, from a loaded profile; the dictionary may be written over as the program runs. */
export function makeCatalog(profile: Profile, dictionary = new LiveDictionary(profile.indicators)): Catalog {
  const tree = buildTree(profile.regions, profile.retired);
  const names = new Map(profile.regions.map((r) => [r.adcode, r.name]));
  const departments = new Map(profile.departments.map((d) => [d.id, d.name]));
  const categories = new Map(profile.categories.map((c) => [c.code, c.name]));
  const items = new Map(profile.items.map((i) => [i.id, i.name]));
  const zones = new Map(profile.zones.map((z) => [z.id, z.region]));
  const levels = new Map(profile.file.levels.map((l) => [l.id, l.name]));
  const sources = new Map(profile.file.sources.map((s) => [s.id, s.title]));
  const shown = new Map(profile.topics.map((t) => [t.id, indicatorsOf(t)]));
  const byRank = [...profile.file.levels].sort((a, b) => a.rank - b.rank);
  return {
    id: profile.file.id,
    tree,
    timeZone: profile.file.timeZone,
    zone: zoneOffset(profile.file.timeZone),
    indicators: dictionary.indicators,
    derivations: dictionary.derivations,
    versions: dictionary.versions,
    ownTargets: dictionary.ownTargets,
    regionName: (a) => names.get(a) ?? a,
    departmentName: (id) => departments.get(id) ?? null,
    departmentsBelow: below(profile.departments),
    categoryName: (code) => categories.get(code) ?? null,
    requestTypes: profile.file.requestTypes,
    itemName: (id) => items.get(id) ?? null,
    itemRules: profile.file.itemList ?? { kinds: [], properties: [] },
    topicIndicators: (topic) => shown.get(topic) ?? [],
    topicPath: (topic) => (profile.topics.some((t) => t.id === topic && t.kind === 'wall') ? '/wall' : `/wall/${encodeURIComponent(topic)}`),
    zoneRegion: (id) => zones.get(id) ?? null,
    levelName: (id) => levels.get(id) ?? id,
    sourceTitle: (id) => sources.get(id) ?? id,
    stepName: (step) => STEP_WORDS[step] ?? step,
    reportingLevel: byRank[1]?.id ?? byRank[0]?.id ?? '',
  };
}

/** Ids of a department and of all below it; an unknown one stands alone. */
function below(departments: Profile['departments']): (id: string) => readonly string[] {
  const children = new Map<string, string[]>();
  for (const d of departments) children.set(d.parent, [...(children.get(d.parent) ?? []), d.id]);
  const walk = (id: string): string[] => [id, ...(children.get(id) ?? []).flatMap(walk)];
  const lists = new Map(departments.map((d) => [d.id, walk(d.id)]));
  return (id) => lists.get(id) ?? [id];
}

/** Every figure of a topic's view: tiles, panels with their lines and columns, analysis layers. */
function indicatorsOf({ view }: Profile['topics'][number]): readonly string[] {
  const codes = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (value !== null && typeof value === 'object') {
      for (const [key, one] of Object.entries(value)) {
        if (key === 'indicator' && typeof one === 'string') codes.add(one);
        else walk(one);
      }
    }
  };
  walk(view);
  return [...codes];
}
