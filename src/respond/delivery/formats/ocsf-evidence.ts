import { isIP } from 'node:net'
import type { AlertRequest } from '../../alerts/alert-request.ts'
import { cutWithin } from './cut-within.ts'
import { urlParts } from './url-parts.ts'
import { withoutEmpty } from './without-empty.ts'

type Observable = { readonly name: string; readonly type_id: number; readonly type: string; readonly value: string }

/** The values of the enumeration `http_method`; others would be invalid. */
const METHODS: readonly string[] = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']

const MAX_NAME = 1024
const MAX_URL = 8192

/** The request as OCSF's `evidences` and `observables`: both empty when nothing is known of it. Source: objects/evidences.json */
export function ocsfEvidence(request: AlertRequest): { readonly evidences: object[]; readonly observables: Observable[] } {
  const source = endpoint(request.sourceIp, request.sourceHost)
  const destination = endpoint(request.destinationIp, request.destinationHost)
  const user = cutWithin(request.sourceUser, MAX_NAME)
  const url = urlOf(request.url)
  const userAgent = cutWithin(request.userAgent, MAX_NAME)
  const http = withoutEmpty({
    http_method: METHODS.includes(request.method) ? request.method : '',
    user_agent: userAgent,
    url,
  })
  const evidence = withoutEmpty({
    src_endpoint: source,
    dst_endpoint: destination,
    actor: user === '' ? undefined : { user: { name: user } },
    url,
    http_request: http,
  })
  const pivots: readonly [string, number, string, string | undefined][] = [
    ['src_endpoint.ip', 2, 'IP Address', source?.ip],
    ['src_endpoint.hostname', 1, 'Hostname', source?.hostname],
    ['dst_endpoint.ip', 2, 'IP Address', destination?.ip],
    ['dst_endpoint.hostname', 1, 'Hostname', destination?.hostname],
    ['actor.user.name', 4, 'User Name', user],
    ['url.url_string', 6, 'URL String', url?.url_string],
    ['http_request.user_agent', 16, 'HTTP User-Agent', userAgent],
  ]
  const observables = pivots.flatMap(([name, type_id, type, value]): Observable[] => {
    return value === undefined || value === '' ? [] : [{ name: `evidences[0].${name}`, type_id, type, value }]
  })
  return { evidences: isEvidence(evidence) ? [evidence] : [], observables: isEvidence(evidence) ? observables : [] }
}

/** A request alone is not evidence by the schema: one of the others must be there. */
function isEvidence(evidence: object | undefined): evidence is object {
  return evidence !== undefined && Object.keys(evidence).some((key) => key !== 'http_request')
}

/** What stands in an address column and is no address (a name, an attack) goes where any text may. */
function endpoint(address: string, host: string): { ip?: string; hostname?: string } | undefined {
  const ip = isIP(address) === 0 ? '' : address
  return withoutEmpty({ ip, hostname: cutWithin(host || (ip === '' ? address : ''), MAX_NAME) })
}

function urlOf(url: string): { url_string?: string } | undefined {
  if (url === '') return undefined
  const { scheme, host, port, path, query } = urlParts(url)
  return withoutEmpty({
    url_string: cutWithin(url, MAX_URL),
    scheme: cutWithin(scheme, MAX_NAME),
    hostname: cutWithin(host, MAX_NAME),
    port,
    path: cutWithin(path, MAX_URL),
    query_string: cutWithin(query, MAX_URL),
  })
}
