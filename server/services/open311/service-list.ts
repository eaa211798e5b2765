import type { Open311Attribute, Open311Definition, Open311Service } from '../../wire/open311.ts';
import { OPEN311_WORDS as WORDS } from './words.ts';

/** The classes of a profile that may be reported, as services. */
export type ServiceList = {
  readonly all: readonly Open311Service[];
  find(code: string): Open311Service | null;
  /** The name of any class, also of a head, by its code. */
  nameOf(code: string): string | null;
  /** Null where there is no such service. */
  definition(code: string): Open311Definition | null;
  readonly requestTypes: readonly string[];
};

type Category = { readonly code: string; readonly name: string; readonly parent: string };

/** Only leaves are reported: a head of the tree says too little to dispatch by. */
export function makeServiceList(categories: readonly Category[], requestTypes: readonly string[]): ServiceList {
  const names = new Map(categories.map((c) => [c.code, c.name]));
  const heads = new Set(categories.map((c) => c.parent));
  const all = categories.filter((c) => !heads.has(c.code)).map((c) => toService(c, names.get(c.parent) ?? c.name));
  const byCode = new Map(all.map((s) => [s.service_code, s]));
  const attributes = attributesOf(requestTypes);
  return {
    all,
    find: (code) => byCode.get(code) ?? null,
    nameOf: (code) => names.get(code) ?? null,
    definition: (code) => (byCode.has(code) ? { service_code: code, attributes } : null),
    requestTypes,
  };
}

function toService({ code, name }: Category, group: string): Open311Service {
  const words = [name, group].flatMap((text) => [text, ...text.split(/[与和、/]/)]).filter((word) => word !== '');
  return {
    service_code: code,
    service_name: name,
    description: WORDS.service(name, group),
    metadata: true,
    type: 'realtime',
    keywords: [...new Set(words)].join(','),
    group,
  };
}

function attributesOf(requestTypes: readonly string[]): Open311Attribute[] {
  const { request_type, urgency, address_detail } = WORDS.attributes;
  const list = (values: readonly (readonly [key: string, name: string])[]) => values.map(([key, name]) => ({ key, name }));
  const said = { variable: true, required: false, values: [] };
  return [
    {
      ...said,
      code: 'request_type',
      datatype: 'singlevaluelist',
      required: true,
      datatype_description: request_type.hint,
      order: 1,
      description: request_type.description,
      values: list(requestTypes.map((type) => [type, type])),
    },
    {
      ...said,
      code: 'urgency',
      datatype: 'singlevaluelist',
      datatype_description: urgency.hint,
      order: 2,
      description: urgency.description,
      values: list(Object.entries(WORDS.urgency)),
    },
    { ...said, code: 'address_detail', datatype: 'string', datatype_description: address_detail.hint, order: 3, description: address_detail.description },
  ];
}
