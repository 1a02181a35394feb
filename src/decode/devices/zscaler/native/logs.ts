import type { LogType } from './log-type.ts'
import type { NativeField } from './native-field.ts'
import { privateAccessLog } from './private-access-log.ts'
import { dnsLog, firewallLog, tunnelLog } from './traffic-logs.ts'
import { webLog } from './web-log.ts'

const LOGS: readonly LogType[] = [webLog, firewallLog, dnsLog, tunnelLog, privateAccessLog]

const CEF_KEYS: ReadonlyMap<LogType, ReadonlyMap<string, string>> = new Map(
  LOGS.map((log) => [
    log,
    new Map(Object.entries(log.names).flatMap(([key, names]) => names.map((name) => [name, key] as const))),
  ]),
)

/** Names that feeds have beside the mapped ones, so that they are known where a value and the next field must be told apart. */
const OTHER_NAMES = [
  'bamd5 bwthrottle clienttranstime contenttype devicehostname devicemodel devicename deviceowner epochtime fileclass md5',
  'product rulelabel ruletype servertranstime threatclass timezone transactionsize tz unscannabletype vendor',
  'requestversion responseversion',
].flatMap((names) => names.split(' '))

const KNOWN_NAMES: ReadonlySet<string> = new Set([...OTHER_NAMES, ...[...CEF_KEYS.values()].flatMap((keys) => [...keys.keys()])])

/** Names that no other product's logs have. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  ...['bwthrottle', 'clientpublicip', 'clienttranstime', 'dlpdictionaries', 'dlpengine', 'event_id', 'fileclass', 'pagerisk'],
  ...['refererurl', 'responsesize', 'requestsize', 'threatclass', 'transactionsize', 'urlsupercategory', 'urlclass', 'cintip'],
  ...['cltintip', 'clientip', 'urlcategory', 'urlsupercat', 'unscannabletype', 'dlpeng', 'dlpdict', 'malwareclass', 'recordid'],
  ...['csip', 'cdip', 'sdip', 'ssip', 'nwsvc', 'nwapp', 'clt_sip', 'srv_dip', 'dns_reqtype', 'reqrulelabel', 'resrulelabel'],
  ...['recordtype', 'tunneltype', 'dpdrec'],
])

const PRIVATE_ACCESS_NAMES: ReadonlySet<string> = new Set([
  ...['zen', 'clientzen', 'connectorzen', 'exporter', 'sessionstatus', 'connectionstatus', 'alivetargetcount'],
])

const ENOUGH_OWN_NAMES = 3

export function isKnownName(name: string): boolean {
  return KNOWN_NAMES.has(name.toLowerCase())
}

/** The log that the fields belong to; null when nothing proves them Zscaler's. */
export function logOf(fields: readonly NativeField[]): LogType | null {
  const names = new Set(fields.map(({ name }) => name.toLowerCase()))
  if (isPrivateAccess(fields[0]?.name, names)) return privateAccessLog
  // The first: nothing that a client can write comes before it.
  const sourcetype = fields.find(({ name }) => name === 'sourcetype')?.value ?? ''
  const isNss =
    /^zscaler-?nss/i.test(sourcetype) ||
    fields.some(({ name, value }) => /^vendor$/i.test(name) && /^zscaler$/i.test(value)) ||
    [...names].filter((name) => OWN_NAMES.has(name)).length >= ENOUGH_OWN_NAMES
  return isNss ? nssLogOf(names, /-(\w+)$/.exec(sourcetype)?.[1] ?? '') : null
}

/** The CEF key of a field; its own name where the CEF feed has none, or where the feed uses CEF's keys already. */
export function cefKeyOf(log: LogType, name: string): string {
  return CEF_KEYS.get(log)?.get(name.toLowerCase()) ?? name
}

/** The field that begins the record counts: no client writes it. */
function isPrivateAccess(first: string | undefined, names: ReadonlySet<string>): boolean {
  if (first === 'LogTimestamp') return [...names].some((name) => PRIVATE_ACCESS_NAMES.has(name))
  return first === 'ModifiedTime' && names.has('auditoperationtype')
}

/** What looks like a web log is one, so that no name written into a user agent can make its URL be overlooked. */
function nssLogOf(names: ReadonlySet<string>, sourcetype: string): LogType {
  const hasAny = (...some: readonly string[]): boolean => some.some((name) => names.has(name))
  if (sourcetype === 'web' || hasAny('url', 'eurl', 'requestmethod', 'reqmethod')) return webLog
  if (sourcetype === 'fw' || hasAny('csip', 'cdip')) return firewallLog
  if (sourcetype === 'dns' || hasAny('clt_sip', 'dns_req')) return dnsLog
  return sourcetype === 'tunnel' || hasAny('recordtype', 'tunneltype') ? tunnelLog : webLog
}
