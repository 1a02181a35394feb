import fc from 'fast-check'

/** What a request's line says, each part as it stands in the frame. */
type Request = { readonly host: string; readonly path: string; readonly agent: string; readonly user: string }

/** What the four families send, in CEF and natively; the URL is where each has it. */
const TEMPLATES: readonly ((request: Request) => string)[] = [
  ({ host, path, agent, user }) =>
    `Oct 16 22:55:48 zscaler-nss CEF:0|Zscaler|NSSWeblog|5.0|Allowed|Allowed|3|act=Allowed dhost=${host} dst=198.51.100.7 ` +
    `src=192.0.2.7 request=${host}${path} requestClientApplication=${agent} requestMethod=GET suser=${user} spriv=Road Warrior`,
  ({ host, path, agent, user }) =>
    `<188>Apr 23 12:17:48 fw1 CEF: 0|Fortinet|Fortigate|v6.0.3|13056|utm:webfilter ftgd_blk blocked|4|cat=utm:webfilter ` +
    `src=192.0.2.7 dst=198.51.100.7 dhost=${host} request=${path} FTNTFGThttpmethod=GET requestClientApplication=${agent} duser=${user}`,
  ({ host, path, agent, user }) =>
    `<188>Apr 23 12:17:48 fw1 CEF:0|Fortinet|FortiGate-VM64|6.4.8|13056|webfilter|4|ad.hostname=${host} request="${path}" ` +
    `ad.httpmethod=get ad.agent=${agent} suser=${user}`,
  ({ host, path, agent, user }) =>
    `<134>1 2026-03-29T13:20:47Z gw CEF - - - CEF:0|Check Point|URL Filtering|Check Point|Log|Log|Unknown|act=HTTPS Bypass ` +
    `request=http://${host}${path} requestMethod=GET requestClientApplication=${agent} suser=${user} src=192.0.2.7`,
  ({ host, path, agent, user }) =>
    `Sep 20 13:03:58 pa CEF:0|Palo Alto Networks|PAN-OS|10.1|url|THREAT|1|src=192.0.2.7 suser=${user} ` +
    `request="${host}:443${path}" requestMethod=get requestClientApplication=${agent} PanOSReferer=`,
  ({ host, path, agent, user }) =>
    `<14>1 2026-03-01T20:48:23Z h logforwarder - panwlogs - CEF:0|Palo Alto Networks|LF|2.0|THREAT|url|1|suser=${user} ` +
    `request=\\"${host}${path}\\" requestClientApplication=${agent} requestMethod=get`,
  ({ host, path, agent, user }) =>
    `<188>date=2026-11-24 time=01:02:03 devname="fgt" logid="0316013056" type="utm" subtype="webfilter" level="warning" srcip=192.0.2.7 ` +
    `user="${user}" service="HTTPS" hostname="${host}" action="blocked" url="${path}" httpmethod="GET" agent="${agent}"`,
  ({ host, path, agent, user }) =>
    `<14>Nov 24 01:02:03 pa 1,2026/11/24 01:02:03,001,THREAT,url,1,2026/11/24 01:02:03,192.0.2.7,198.51.100.7,,,rule,${user},,web-browsing,` +
    `${','.repeat(15)}alert,"${host}${path}",,cat${','.repeat(13)}"${agent}",,,${','.repeat(14)}get`,
  ({ host, path, agent, user }) =>
    `<134>1 2026-11-24T01:02:03Z gw CheckPoint 1930 - [action:"Accept"; src_user_name:"${user}"; method:"GET"; ` +
    `resource:"http://${host}${path}"; user_agent:"${agent}"; src:"192.0.2.7"; product:"URL Filtering"]`,
  ({ host, path, agent, user }) =>
    `time=1794747600|hostname=gw|product=URL Filtering|action=Accept|src_user_name=${user}|method=GET|resource=http://${host}${path}|` +
    `user_agent=${agent}|src=192.0.2.7`,
  ({ host, path, agent, user }) =>
    `2026-11-24 01:02:03\treason=Allowed\tevent_id=1\tprotocol=HTTPS\taction=Allowed\tuser=${user}\trequestmethod=GET\t` +
    `url="${host}${path}"\tClientIP=192.0.2.7\trefererURL="None"\turlsupercategory=x\tuseragent=${agent}`,
  ({ host, path, agent, user }) =>
    `<134>Nov 24 01:02:03 nss ZSCALERNSS: time=Tue Nov 24 01:02:03 2026^^timezone=GMT^^action=Allowed^^protocol=HTTP^^login=${user}^^` +
    `requestmethod=GET^^url=${host}${path}^^ua=${agent}`,
  ({ host, path, agent, user }) =>
    `{"sourcetype":"zscalernss-web","event":{"requestmethod":"GET","protocol":"HTTPS","url":${JSON.stringify(host + path)},` +
    `"useragent":${JSON.stringify(agent)},"user":${JSON.stringify(user)},"ClientIP":"192.0.2.7"}}`,
]

const percent = (char: string): string =>
  Array.from(Buffer.from(char), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

/** How a client, a device or a relay may write a character. */
const FORMS: readonly ((char: string) => string)[] = [
  (char) => char,
  (char) => char.toUpperCase(),
  (char) => (char === 'k' ? '\u212a' : char),
  percent,
  (char) => percent(char.toUpperCase()).toUpperCase(),
  (char) => percent(char).replace('%', '%25'),
  (char) => Array.from(percent(char), percent).join(''),
  (char) => (char === '=' || char === '\\' ? `\\${char}` : char),
  (char) => (char === '/' ? '\\/' : char),
]

/** `text` as it is, or with each of its characters in some form. */
function written(text: string): fc.Arbitrary<string> {
  const chars = Array.from(text)
  const mixed = fc
    .tuple(...chars.map(() => fc.constantFrom(...FORMS)))
    .map((forms) => chars.map((char, index) => forms[index]?.(char) ?? char).join(''))
  return fc.oneof(fc.constant(text), mixed)
}

/**
 * Lines of the four families in which texts of `vocabulary` stand, in any form: in the user agent, in the user's name, in the query,
 * and in the path, at whose start they meet the host, sent beside it or before it.
 */
export function eventLines(vocabulary: readonly string[]): fc.Arbitrary<string> {
  const word = fc.constantFrom(...vocabulary, ...vocabulary, '/', '?', '&', 'x', '=', '-', ' ').chain(written)
  const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
  const paths = fc.oneof(
    words,
    words.map((text) => `/${text}`),
  )
  return fc
    .tuple(fc.constantFrom(...TEMPLATES), fc.constantFrom('gate.example.org', 'a.test'), paths, words, words)
    .map(([template, host, path, agent, user]) => template({ host, path, agent, user }))
}
