import { deviceFields, type NativeLayout, run, SUBTYPE } from './native-layout.ts'
import { endpointFields, SESSION_FIELDS } from './session-fields.ts'

/**
 * TRAFFIC. `in` is what the source sent: CEF counts from source to destination. Positions:
 * https://docs.paloaltonetworks.com/pan-os/11-0/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/traffic-log-fields
 */
export const TRAFFIC_LAYOUT: NativeLayout = {
  fields: [
    ...SESSION_FIELDS,
    [31, 'flexNumber1', 'Total bytes'],
    ...run(32, ['in', 'out']),
    [34, 'cn2', 'Packets'],
    [36, 'cn3', 'Elapsed time in seconds'],
    [37, 'cs2', 'URL Category'],
    ...run(39, ['externalId', 'PanOSActionFlags', 'PanOSSourceLocation', 'PanOSDestinationLocation']),
    ...run(44, ['PanOSPacketsSent', 'PanOSPacketsReceived', 'reason']),
    ...deviceFields(47),
    ...run(53, ['cat', 'PanOSSrcUUID', 'PanOSDstUUID', 'PanOSTunnelID', 'PanOSMonitorTag', 'PanOSParentSessionID']),
    ...run(59, ['PanOSParentStartTime', 'PanOSTunnelType', 'PanOSSCTPAssocID', 'PanOSSCTPChunks', 'PanOSSCTPChunkSent']),
    ...run(64, ['PanOSSCTPChunksRcv', 'PanOSRuleUUID', 'PanOSHTTP2Con', 'PanLinkChange', 'PanPolicyID', 'PanLinkDetail']),
    ...run(70, ['PanSDWANCluster', 'PanSDWANDevice', 'PanSDWANClustype', 'PanSDWANSite', 'PanDynamicUsrgrp']),
    [75, 'PanOSX-Forwarded-ForIP'],
    ...endpointFields(76),
    [102, 'PanOSTimeGeneratedHighResolution'],
  ],
  signatureId: SUBTYPE,
  severity: null,
}
