import { isIP } from 'node:net'

/**
 * The part of OCSF 1.4.0 that a Detection Finding of cefwatch can touch, by hand from https://schema.ocsf.io/1.4.0/. A type that ends in
 * `!` is required; one of numbers is an enumeration; `[X]` is a list. `oneOf` are the object's at_least_one constraint.
 */
type ObjectType = { readonly fields: Readonly<Record<string, string>>; readonly oneOf?: readonly string[] }

const OBJECTS: Readonly<Record<string, ObjectType>> = {
  detection_finding: {
    fields: {
      ...{ activity_id: '0,1,2,3,99!', activity_name: 'string', category_uid: '2!', category_name: 'string', class_uid: '2004!' },
      ...{ class_name: 'string', type_uid: '200400,200401,200402,200403,200499!', type_name: 'string', time: 'timestamp!' },
      ...{
        severity_id: '0,1,2,3,4,5,6,99!',
        severity: 'string',
        start_time: 'timestamp',
        end_time: 'timestamp',
        count: 'integer',
      },
      ...{ status_id: '0,1,2,3,4,5,6,99', status: 'string', is_alert: 'boolean', message: 'string', raw_data: 'string' },
      ...{ action_id: '0,1,2,3,4,99', action: 'string', disposition_id: 'integer', disposition: 'string', unmapped: 'object' },
      ...{ metadata: 'metadata!', finding_info: 'finding_info!', evidences: '[evidences]', observables: '[observable]' },
    },
  },
  metadata: { fields: { version: 'string!', product: 'product!', profiles: '[string]', uid: 'string' } },
  product: { fields: { name: 'string', uid: 'string', vendor_name: 'string', version: 'string' }, oneOf: ['name', 'uid'] },
  finding_info: {
    fields: {
      ...{ uid: 'string!', title: 'string', desc: 'string', created_time: 'timestamp', modified_time: 'timestamp' },
      ...{ first_seen_time: 'timestamp', last_seen_time: 'timestamp', analytic: 'analytic', attacks: '[attack]' },
      ...{ data_sources: '[string]', types: '[string]' },
    },
  },
  analytic: {
    fields: { uid: 'string', name: 'string', version: 'string', type_id: '0,1,2,3,4,99!', type: 'string' },
    oneOf: ['uid', 'name'],
  },
  attack: {
    fields: { tactic: 'entity', technique: 'entity', sub_technique: 'entity', version: 'string' },
    oneOf: ['tactic', 'technique', 'sub_technique'],
  },
  entity: { fields: { uid: 'string', name: 'string' }, oneOf: ['uid', 'name'] },
  evidences: {
    fields: { src_endpoint: 'endpoint', dst_endpoint: 'endpoint', actor: 'actor', url: 'url', http_request: 'http_request' },
    oneOf: ['src_endpoint', 'dst_endpoint', 'actor', 'url'],
  },
  endpoint: { fields: { ip: 'ip', hostname: 'string' }, oneOf: ['ip', 'hostname'] },
  actor: { fields: { user: 'entity' }, oneOf: ['user'] },
  url: {
    fields: { url_string: 'string', scheme: 'string', hostname: 'string', port: 'port', path: 'string', query_string: 'string' },
    oneOf: ['url_string', 'path'],
  },
  http_request: { fields: { http_method: 'method', user_agent: 'string', url: 'url' } },
  observable: { fields: { name: 'string', type_id: '1,2,4,6,16!', type: 'string', value: 'string' } },
}

const METHODS = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']

const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string' && value !== '' && value.length <= 65_535 && value.isWellFormed(),
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isSafeInteger(value),
  // Milliseconds, not seconds: after the year 2001.
  timestamp: (value) => Number.isSafeInteger(value) && Number(value) > 1e12,
  port: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535,
  ip: (value) => typeof value === 'string' && isIP(value) !== 0,
  method: (value) => typeof value === 'string' && METHODS.includes(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
}

/** What is wrong with an event by the schema: a line for each attribute; none when it is valid. */
export function ocsfProblems(value: unknown, typeName = 'detection_finding', path = ''): readonly string[] {
  const type = OBJECTS[typeName]
  if (type === undefined) return [`${path}: no type ${typeName}`]
  if (SCALARS['object']?.(value) !== true) return [`${path}: not an object`]
  const object = value as Readonly<Record<string, unknown>>
  const unknown = Object.keys(object).filter((key) => !(key in type.fields))
  const constraint = type.oneOf?.some((key) => key in object) === false ? [`${path}: none of ${type.oneOf.join(', ')}`] : []
  const wrong = Object.entries(type.fields).flatMap(([key, field]) => problemsOf(object[key], field, `${path}.${key}`))
  return [...unknown.map((key) => `${path}.${key}: unknown`), ...constraint, ...wrong]
}

function problemsOf(value: unknown, field: string, path: string): readonly string[] {
  const name = field.replace(/!$/, '')
  if (value === undefined) return field.endsWith('!') ? [`${path}: missing`] : []
  const item = /^\[(.*)\]$/.exec(name)?.[1]
  if (item !== undefined) {
    if (!Array.isArray(value) || value.length === 0) return [`${path}: not a list with something in it`]
    return value.flatMap((one: unknown, index) => problemsOf(one, item, `${path}[${index}]`))
  }
  if (/^[\d,]+$/.test(name))
    return name.split(',').map(Number).includes(Number(value)) ? [] : [`${path}: ${JSON.stringify(value)}`]
  const isScalar = SCALARS[name]
  if (isScalar === undefined) return ocsfProblems(value, name, path)
  return isScalar(value) ? [] : [`${path}: not a ${name}`]
}
