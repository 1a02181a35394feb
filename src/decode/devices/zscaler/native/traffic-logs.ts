import type { LogType } from './log-type.ts'
import { COMMON_NAMES } from './web-log.ts'

/** NSS for Firewall: https://help.zscaler.com/zia/nss-feed-output-format-firewall-logs */
export const firewallLog: LogType = {
  product: 'NSSFWlog',
  names: {
    ...COMMON_NAMES,
    avgduration: ['avgduration'],
    cat: ['threatcat'],
    cn1: ['durationms'],
    cn2: ['numsessions'],
    cs1: ['department', 'dept', 'edepartment'],
    cs2: ['nwsvc'],
    cs3: ['nwapp'],
    cs4: ['aggregate'],
    cs5: ['ipcat'],
    cs6: ['threatname'],
    destCountry: ['destcountry'],
    destinationTranslatedAddress: ['sdip'],
    destinationTranslatedPort: ['sdport'],
    deviceTranslatedAddress: ['ssip'],
    deviceTranslatedPort: ['ssport'],
    dhost: ['cdfqdn', 'cltdomain'],
    dpt: ['cdport'],
    dst: ['cdip'],
    in: ['inbytes'],
    out: ['outbytes'],
    proto: ['proto', 'ipproto'],
    reason: ['reason', 'rulelabel', 'rule'],
    sourceTranslatedAddress: ['tsip'],
    sourceTranslatedPort: ['tsport', 'tunsport'],
    spt: ['csport'],
    src: ['csip'],
    tunnelType: ['tuntype', 'ttype'],
  },
  labels: {
    cn1: 'durationms',
    cn2: 'numsessions',
    cs1: 'dept',
    cs2: 'nwService',
    cs3: 'nwApp',
    cs4: 'aggregated',
    cs5: 'ipCat',
    cs6: 'threatname',
  },
}

/** https://help.zscaler.com/zia/nss-feed-output-format-dns-logs */
export const dnsLog: LogType = {
  product: 'NSSDNSlog',
  names: {
    ...COMMON_NAMES,
    act: ['action', 'reqaction'],
    cat: ['category', 'domcat'],
    cn1: ['durationms'],
    cs1: ['department', 'dept', 'edepartment'],
    cs3: ['resaction'],
    cs4: ['dns_reqtype', 'reqtype'],
    cs5: ['dns_req', 'req'],
    cs6: ['dns_resp', 'res'],
    dpt: ['srv_dport', 'sport'],
    dst: ['srv_dip', 'sip'],
    flexString1: ['reqrulelabel'],
    flexString2: ['resrulelabel'],
    src: ['clt_sip', 'cip'],
  },
  labels: {
    cn1: 'durationms',
    cs1: 'department',
    cs3: 'resaction',
    cs4: 'dns_reqtype',
    cs5: 'dns_req',
    cs6: 'dns_resp',
    flexString1: 'reqrulelabel',
    flexString2: 'resrulelabel',
  },
}

/** GRE and IPsec tunnels to Zscaler. Their kind of record is no action. */
export const tunnelLog: LogType = {
  product: 'NSSTunnellog',
  names: {
    ...COMMON_NAMES,
    cat: ['recordtype', 'tunnelactionname'],
    dpt: ['destinationport', 'dstport'],
    dst: ['destinationip', 'destvip'],
    in: ['rxbytes'],
    out: ['txbytes'],
    spt: ['sourceport', 'srcport'],
    src: ['sourceip'],
    suser: ['user', 'vpncredentialname'],
    tunnelType: ['tunneltype'],
  },
  labels: {},
}
