import { deviceFields, type NativeField, type NativeLayout, run, SUBTYPE } from './native-layout.ts'
import { endpointFields, SESSION_FIELDS } from './session-fields.ts'

const THREAT_ID = 32

/**
 * THREAT, whose default format grew from 42 fields (PAN-OS 4) over 72 (7.1, 8.0) to 123 (11). Positions:
 * https://docs.paloaltonetworks.com/pan-os/11-0/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/threat-log-fields
 * Keys: the vendor's CEF configuration guide, and log forwarding's where the guide has none.
 */
const FIELDS: readonly NativeField[] = [
  ...SESSION_FIELDS,
  [31, 'request'],
  [33, 'cs2', 'URL Category'],
  [34, 'PanOSSeverity'],
  [35, 'flexString2', 'Direction'],
  ...run(36, [
    'externalId',
    'PanOSActionFlags',
    'PanOSSourceLocation',
    'PanOSDestinationLocation',
    '',
    'requestContext',
    'fileId',
  ]),
  ...run(43, ['fileHash', 'filePath', 'PanOSURLCounter', 'requestClientApplication', 'fileType', 'PanOSXForwarderfor']),
  ...run(49, ['PanOSReferer', 'suid', 'msg', 'duid', 'oldFileId']),
  ...deviceFields(54),
  ...run(61, ['PanOSSrcUUID', 'PanOSDstUUID', 'requestMethod', 'PanOSTunnelID', 'PanOSMonitorTag', 'PanOSParentSessionID']),
  ...run(67, ['PanOSParentStartTime', 'PanOSTunnelType', 'PanOSThreatCategory', 'PanOSContentVer', 'PanOSSigFlags']),
  ...run(72, ['PanOSAssocID', 'PanOSPPID', 'PanOSHTTPHeader', 'PanOSURLCatList', 'PanOSRuleUUID', 'PanOSHTTP2Con']),
  ...run(78, ['PanDynamicUsrgrp', 'PanOSX-Forwarded-ForIP']),
  ...endpointFields(80),
  ...run(96, ['PanOSContainerID', 'PanOSContainerNameSpace', 'PanOSContainerName', 'PanOSSourceEDL', 'PanOSDestinationEDL']),
  ...run(101, ['PanOSHostID', 'PanOSEndpointSerialNumber', 'PanOSDomainEDL', 'PanOSSourceDynamicAddressGroup']),
  ...run(105, ['PanOSDestinationDynamicAddressGroup', 'PanOSPartialHash', 'PanOSTimeGeneratedHighResolution']),
  ...run(108, ['reason', 'PanOSJustification', 'PanOSNSSAINetworkSliceType', 'PanOSApplicationSubcategory']),
  ...run(112, ['PanOSApplicationCategory', 'PanOSApplicationTechnology', 'PanOSApplicationRisk']),
  ...run(115, ['PanOSApplicationCharacteristics', 'PanOSApplicationContainer', 'PanOSTunneledApplication']),
  ...run(118, ['PanOSIsSaaSApplication', 'PanOSSanctionedStateofApp', 'PanOSCloudReportID', 'PanOSClusterName', 'PanOSFlowType']),
]

/** The log types URL, Data and WildFire of the syslog profile: the subtype in the header, the threat's id in `cat`. */
const URL_LAYOUT: NativeLayout = { fields: [...FIELDS, [THREAT_ID, 'cat']], signatureId: SUBTYPE, severity: 34 }

/** The log type Threat: the other way round. */
const THREAT_LAYOUT: NativeLayout = { fields: [...FIELDS, [SUBTYPE, 'cat']], signatureId: THREAT_ID, severity: 34 }

const LIKE_URL: ReadonlySet<string> = new Set(['url', 'file', 'data', 'wildfire'])

/** The layout of a THREAT log by its subtype. */
export function threatLayout(subtype: string): NativeLayout {
  return LIKE_URL.has(subtype) ? URL_LAYOUT : THREAT_LAYOUT
}
