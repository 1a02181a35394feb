/** What FortiOS's CEF puts in front of the name of a field that has no name in CEF. */
export const PREFIX = 'FTNTFGT'

/**
 * The CEF key of each field that has one, by its name on the device.
 * FortiOS: https://docs.fortinet.com/document/fortigate/7.2.4/fortios-log-message-reference/949981 and the pages beside it.
 * FortiWeb: https://docs.fortinet.com/document/fortiweb/7.2.2/log-message-reference/578387
 * The names before FortiOS 5.0: "Log Field Name Changes" of the FortiGate Log Message Reference 5.0.
 */
const CEF_KEYS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    action: 'act',
    agent: 'requestClientApplication',
    catdesc: 'requestContext',
    cookies: 'requestCookies',
    devid: 'deviceExternalId',
    devname: 'dvchost',
    dstintf: 'deviceOutboundInterface',
    dstip: 'dst',
    dstport: 'dpt',
    filename: 'fname',
    filesize: 'fsize',
    hostname: 'dhost',
    msg: 'msg',
    proto: 'proto',
    rcvdbyte: 'in',
    reason: 'reason',
    role: 'sourceServiceName',
    sentbyte: 'out',
    service: 'app',
    sessionid: 'externalId',
    srcintf: 'deviceInboundInterface',
    srcip: 'src',
    srcport: 'spt',
    status: 'outcome',
    tranip: 'destinationTranslatedAddress',
    tranport: 'destinationTranslatedPort',
    transip: 'sourceTranslatedAddress',
    transport: 'sourceTranslatedPort',
    ui: 'sproc',
    url: 'request',
    // FortiWeb, and FortiMail's client_ip and dst_ip.
    client_ip: 'src',
    device_id: 'deviceExternalId',
    dst: 'dst',
    dst_ip: 'dst',
    dst_port: 'dpt',
    http_agent: 'requestClientApplication',
    http_host: 'dhost',
    http_method: 'requestMethod',
    http_refer: 'requestContext',
    http_request_bytes: 'out',
    http_response_bytes: 'in',
    http_url: 'request',
    main_type: 'cat',
    src: 'src',
    src_port: 'spt',
    user_name: 'suser',
    // FortiOS before 5.0.
    cat_desc: 'requestContext',
    dst_int: 'deviceOutboundInterface',
    rcvd: 'in',
    sent: 'out',
    src_int: 'deviceInboundInterface',
  }),
)

/** The key that the device's CEF has for a field: a name of CEF's own, or its own name behind the prefix. */
export function cefKey(name: string, logType: string): string {
  // Who sends the traffic; in the other logs FortiOS says `duser`.
  if (name === 'user') return logType === 'traffic' ? 'suser' : 'duser'
  return CEF_KEYS.get(name) ?? PREFIX + name
}
