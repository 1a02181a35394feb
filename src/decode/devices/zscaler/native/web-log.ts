import type { LogType } from './log-type.ts'

/** Fields that several logs have, by the key of Zscaler's CEF feeds. A URL is one wherever it stands. */
export const COMMON_NAMES = {
  act: ['action'],
  externalId: ['event_id', 'recordid'],
  reason: ['reason'],
  request: ['url', 'eurl'],
  requestMethod: ['requestmethod', 'reqmethod', 'method'],
  rt: ['datetime', 'time', 'devtime'],
  spriv: ['location', 'elocation', 'locationname', 'realm'],
  suser: ['user', 'login', 'elogin', 'usrname'],
} as const

/**
 * NSS for Web. The keys are those of the CEF feed 5.0. Names: of the feeds for Splunk, RSA, LEEF and Elastic, and of the fields
 * themselves (https://help.zscaler.com/zia/nss-feed-output-format-web-logs), which administrators use in feeds of their own.
 */
export const webLog: LogType = {
  product: 'NSSWeblog',
  names: {
    ...COMMON_NAMES,
    app: ['protocol', 'proto', 'appproto'],
    cat: ['urlcategory', 'urlcat', 'urlsubcat'],
    cn1: ['pagerisk', 'riskscore'],
    cs1: ['department', 'dept', 'edepartment', 'role'],
    cs2: ['urlsupercategory', 'urlsupercat'],
    cs3: ['appclass'],
    cs4: ['threatcategory', 'malwarecat', 'malwarecategory', 'malwaretype'],
    cs5: ['threatname'],
    cs6: ['dlpengine', 'dlpeng'],
    destinationServiceName: ['appname'],
    dhost: ['hostname', 'host', 'ehost'],
    dpt: ['srv_dport'],
    dst: ['serverip', 'sip'],
    fileType: ['filetype'],
    fname: ['filename', 'efilename'],
    in: ['responsesize', 'respsize', 'dstbytes'],
    out: ['requestsize', 'reqsize', 'srcbytes'],
    outcome: ['status', 'respcode'],
    reason: ['reason', 'policy'],
    requestClientApplication: ['useragent', 'ua', 'eua'],
    requestContext: ['refererurl', 'referer', 'ereferer'],
    sourceTranslatedAddress: ['clientpublicip', 'cintip', 'cltintip', 'srcpostnat'],
    spt: ['clt_sport', 'cltsourceport'],
    src: ['clientip', 'cip', 'cltip'],
    ZscalerNSSWeblogDLPDictionaries: ['dlpdictionaries', 'dlpdict'],
    ZscalerNSSWeblogURLClass: ['urlclass'],
  },
  labels: {
    cn1: 'riskscore',
    cs1: 'dept',
    cs2: 'urlsupercat',
    cs3: 'appclass',
    cs4: 'malwarecat',
    cs5: 'threatname',
    cs6: 'dlpeng',
  },
}
