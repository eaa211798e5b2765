/**
 * Open311 GeoReport v2, as wiki.open311.org/GeoReport_v2 has it: names of fields are the specification's. A document is
 * the same in JSON and in XML; in XML the entries of a list are named by LIST_ENTRY (the specification's Spark convention).
 */

/** A value of a document; null is an empty element. */
export type Open311Value = string | number | boolean | null | readonly Open311Value[] | { readonly [field: string]: Open311Value };

/** What an entry of each list is called in XML. */
export const LIST_ENTRY: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
};

export type Open311Service = {
  service_code: string;
  service_name: string;
  description: string;
  /** Whether a definition says more of it. */
  metadata: boolean;
  /** The number of a request is known when it is answered. */
  type: 'realtime';
  /** Comma separated. */
  keywords: string;
  group: string;
};

export const ATTRIBUTE_CODES = ['request_type', 'urgency', 'address_detail'] as const;
export type AttributeCode = (typeof ATTRIBUTE_CODES)[number];

export type Open311Attribute = {
  variable: boolean;
  code: AttributeCode;
  datatype: 'string' | 'singlevaluelist';
  required: boolean;
  datatype_description: string | null;
  order: number;
  description: string;
  values: { key: string; name: string }[];
};

export type Open311Definition = { service_code: string; attributes: Open311Attribute[] };

export const REQUEST_STATUS = ['open', 'closed'] as const;
export type RequestStatus = (typeof REQUEST_STATUS)[number];

/** A ticket as the outside may see it: redacted text, a place no finer than a town, nothing of a person. */
export type Open311Request = {
  service_request_id: string;
  status: RequestStatus;
  status_notes: string | null;
  service_name: string | null;
  service_code: string | null;
  description: string;
  agency_responsible: string | null;
  service_notice: string | null;
  /** Instants are ISO 8601 with offset. */
  requested_datetime: string;
  updated_datetime: string;
  expected_datetime: string | null;
  address: string | null;
  /** Code of the town, or of the smallest region above it that is known. */
  address_id: string | null;
  zipcode: null;
  /** WGS 84, rounded to about five kilometres. */
  lat: number | null;
  long: number | null;
  media_url: null;
};

/** What a client reports, checked; null is what was not said. */
export type Open311Report = {
  service: string;
  requestType: string;
  urgent: boolean;
  description: string | null;
  lat: number | null;
  long: number | null;
  address: string | null;
  /** address_id or jurisdiction_id: a code of the region tree. */
  region: string | null;
  name: string | null;
  phone: string | null;
  email: string | null;
  media: string | null;
};

/** Which requests are asked for. Instants are epoch ms; `to` included. */
export type Open311Query =
  | { readonly ids: readonly string[] }
  | {
      readonly ids: null;
      readonly services: readonly string[] | null;
      readonly from: number;
      readonly to: number;
      readonly status: readonly RequestStatus[] | null;
      readonly limit: number;
      readonly offset: number;
    };
