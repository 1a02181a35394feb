import type { LogType } from './log-type.ts'

/**
 * Zscaler Private Access, by its Log Streaming Service (LSS), which writes JSON and no CEF: user activity, user status and browser
 * access, whose URL is a path. Field names: https://help.zscaler.com/zpa/configuring-log-receiver
 */
export const privateAccessLog: LogType = {
  product: 'ZPA',
  names: {
    act: ['internalreason'],
    app: ['protocol'],
    destinationServiceName: ['application'],
    devicehostname: ['hostname'],
    dhost: ['host'],
    dpt: ['serverport', 'applicationport'],
    dst: ['serverip'],
    in: ['responsesize', 'zentotalbytestxclient'],
    out: ['requestsize', 'zentotalbytesrxclient'],
    outcome: ['statuscode'],
    proto: ['ipprotocol'],
    reason: ['policy'],
    request: ['url'],
    requestClientApplication: ['useragent'],
    requestMethod: ['method'],
    rt: ['logtimestamp'],
    sourceTranslatedAddress: ['clientpublicip', 'publicip'],
    spt: ['clientpublicport'],
    src: ['clientprivateip', 'privateip'],
    suser: ['username', 'nameid', 'user'],
  },
  labels: {},
}
