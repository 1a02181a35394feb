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

/** Names, spelled as the feeds spell them, that other products' logs are not known to have. `clientip` or `recordid` would prove nothing. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  ...['ClientIP', 'clientpublicIP', 'clienttranstime', 'refererURL', 'transactionsize', 'urlsupercategory', 'urlsupercat'],
  ...[
    'appclass',
    'bwthrottle',
    'cintip',
    'cltintip',
    'dlpdict',
    'dlpdictionaries',
    'dlpeng',
    'dlpengine',
    'malwareclass',
    'pagerisk',
  ],
  ...['threatclass', 'unscannabletype', 'urlclass'],
  ...['cdip', 'csip', 'nwapp', 'nwsvc', 'sdip', 'ssip'],
  ...['clt_sip', 'dns_req', 'dns_reqtype', 'reqrulelabel', 'resrulelabel', 'srv_dip'],
  ...['dpdrec', 'Recordtype', 'tunneltype', 'vpncredentialname'],
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
  const spelled = new Set(fields.map(({ name }) => name))
  const names = new Set([...spelled].map((name) => name.toLowerCase()))
  if (isPrivateAccess(fields[0]?.name, names)) return privateAccessLog
  // The first: nothing that a client can write comes before it.
  const sourcetype = fields.find(({ name }) => name === 'sourcetype')?.value ?? ''
  const isNss =
    /^zscaler-?nss/i.test(sourcetype) ||
    fields.some(({ name, value }) => /^vendor$/i.test(name) && /^zscaler$/i.test(value)) ||
    [...spelled].filter((name) => OWN_NAMES.has(name)).length >= ENOUGH_OWN_NAMES
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
