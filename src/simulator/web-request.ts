import type { Random } from './random.ts'

/** One web request as a proxy or firewall sees it, before any vendor's format. */
export type WebRequest = {
  readonly sourceAddress: string
  readonly sourceHost: string
  readonly user: string
  readonly destinationAddress: string
  readonly host: string
  /** Path and query. */
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly userAgent: string
  readonly blocked: boolean
  readonly sentBytes: number
  readonly receivedBytes: number
}

const USERS = ['amelia', 'bruno', 'chioma', 'dmitri', 'elif', 'farah', 'goran', 'hana'] as const
const HOSTS = ['www.example.com', 'static.example.com', 'api.example.org', 'mail.example.org', 'news.example.net'] as const
const CONTROL_HOSTS = ['sync.example.net', 'update-check.example.org'] as const
const PATHS = [
  '/',
  '/favicon.ico',
  '/assets/app.js?v=4120',
  '/search?q=quarterly+report&page=2',
  '/api/v2/items?limit=50&sort=-updated',
  '/images/header.webp',
  '/inbox/list?folder=all&unread=true',
] as const
const BROWSERS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
  'curl/8.11.0',
] as const
const IMPLANT_AGENT = 'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1)'

/** What people and their programs ask for all day. No rule that cefwatch brings matches it. */
export function ordinaryRequest(random: Random): WebRequest {
  return {
    ...requestBase(random),
    host: random.pick(HOSTS),
    path: random.pick(PATHS),
    method: random.pick(['GET', 'GET', 'GET', 'POST']),
    userAgent: random.pick(BROWSERS),
    blocked: random.integer(1, 20) === 1,
  }
}

/** An invented request with the indicators of the RunningRAT rule: no complete URL of the implant has been published. */
export function runningRatRequest(random: Random): WebRequest {
  const base = requestBase(random)
  const token = random.integer(0x10000000, 0x7fffffff).toString(16)
  const path = random.pick([
    `/ui/chk?mactok=${token}`,
    `/ui/chk?mactok=${token}&UsRnMe=${base.user}&IlocalP=${base.sourceAddress}`,
    `/index.php?mactok=${token}&UsRnMe=${base.user}`,
    `/index.php?IlocalP=${base.sourceAddress}&kMnD=${random.integer(1, 9)}`,
  ])
  return {
    ...base,
    host: random.pick(CONTROL_HOSTS),
    path,
    method: 'GET',
    userAgent: IMPLANT_AGENT,
    blocked: random.integer(1, 2) === 1,
  }
}

function requestBase(random: Random) {
  const client = random.integer(10, 250)
  return {
    sourceAddress: `192.0.2.${client}`,
    sourceHost: `pc-${String(client).padStart(4, '0')}`,
    user: random.pick(USERS),
    destinationAddress: `${random.pick(['198.51.100', '203.0.113'])}.${random.integer(1, 250)}`,
    sentBytes: random.integer(300, 2500),
    receivedBytes: random.integer(500, 90_000),
  }
}
