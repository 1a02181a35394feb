import { COMMON_FIELDS, deviceFields, type NativeLayout, run, SUBTYPE } from './native-layout.ts'
import { SESSION_FIELDS } from './session-fields.ts'

/** Logs about a session of which only the common part is read. */
export const SESSION_LAYOUT: NativeLayout = { fields: SESSION_FIELDS, signatureId: SUBTYPE, severity: null }

/** A type of which only the first columns are known. */
export const COMMON_LAYOUT: NativeLayout = { fields: COMMON_FIELDS, signatureId: SUBTYPE, severity: null }

export const SYSTEM_LAYOUT: NativeLayout = {
  fields: [
    ...COMMON_FIELDS,
    [7, 'cs3', 'Virtual System'],
    ...run(8, ['cat', 'fname']),
    [12, 'flexString2', 'Module'],
    ...run(13, ['PanOSSeverity', 'msg', 'externalId', 'PanOSActionFlags']),
    ...deviceFields(17),
    [25, 'PanOSTimeGeneratedHighResolution'],
  ],
  signatureId: SUBTYPE,
  severity: 13,
}

/** The default format has no detail of the change: that is for custom formats only. */
export const CONFIG_LAYOUT: NativeLayout = {
  fields: [
    ...COMMON_FIELDS,
    [7, 'shost'],
    [8, 'cs3', 'Virtual System'],
    ...run(9, ['act', 'duser', 'destinationServiceName', 'PanOSEventResult', 'msg', 'externalId', 'PanOSActionFlags']),
    ...deviceFields(16),
    [25, 'PanOSTimeGeneratedHighResolution'],
  ],
  signatureId: 12,
  severity: null,
}

export const HIP_MATCH_LAYOUT: NativeLayout = {
  fields: [
    ...COMMON_FIELDS,
    [7, 'suser'],
    [8, 'cs3', 'Virtual System'],
    [9, 'shost'],
    [10, 'cs2', 'Operating System'],
    ...run(11, ['src', 'cat', 'cnt']),
    ...run(17, ['externalId', 'PanOSActionFlags']),
    ...deviceFields(19),
    [25, 'cn2', 'Virtual System ID'],
    [27, 'PanOSHostID'],
    [30, 'PanOSTimeGeneratedHighResolution'],
  ],
  signatureId: 14,
  severity: null,
}

export const USER_ID_LAYOUT: NativeLayout = {
  fields: [
    ...COMMON_FIELDS,
    [7, 'cs3', 'Virtual System'],
    ...run(8, ['src', 'duser']),
    [10, 'cs4', 'Data Source Name'],
    ...run(11, ['cat', 'cnt']),
    [13, 'cn3', 'Timeout Threshold'],
    ...run(14, ['spt', 'dpt']),
    [16, 'cs5', 'Data Source'],
    [17, 'cs6', 'Data Source Type'],
    ...run(18, ['externalId', 'PanOSActionFlags']),
    ...deviceFields(20),
    [33, 'PanOSTimeGeneratedHighResolution'],
  ],
  signatureId: SUBTYPE,
  severity: null,
}

export const AUTHENTICATION_LAYOUT: NativeLayout = {
  fields: [
    ...COMMON_FIELDS,
    [7, 'cs3', 'Virtual System'],
    ...run(8, ['src', 'duser']),
    [10, 'cs2', 'Normalize User'],
    [11, 'fname'],
    [12, 'cs4', 'Authentication Policy'],
    [13, 'cnt'],
    [16, 'cs6', 'LogProfile'],
    [17, 'cs1', 'Server Profile'],
    [18, 'msg'],
    [19, 'cs5', 'Client Type'],
    [20, 'cat'],
    ...run(22, ['externalId', 'PanOSActionFlags']),
    ...deviceFields(24),
    [33, 'PanOSTimeGeneratedHighResolution'],
  ],
  signatureId: SUBTYPE,
  severity: null,
}

export const CORRELATION_LAYOUT: NativeLayout = {
  fields: [
    ...COMMON_FIELDS,
    ...run(7, ['src', 'suser']),
    [9, 'cs3', 'Virtual System'],
    ...run(10, ['cat', 'PanOSSeverity']),
    ...deviceFields(12),
    [19, 'cs2', 'Object Name'],
    [21, 'msg'],
  ],
  signatureId: 10,
  severity: 11,
}

/** PAN-OS 9.1 and newer; the guide gives most of it keys of PAN-OS's own. */
export const GLOBAL_PROTECT_LAYOUT: NativeLayout = {
  fields: [
    ...COMMON_FIELDS,
    ...run(7, ['PanOSVirtualSystem', 'PanOSEventID', 'PanOSStage', 'PanOSAuthMethod', 'PanOSTunnelType', 'PanOSSourceUserName']),
    ...run(13, ['PanOSSourceRegion', 'PanOSEndpointDeviceName', 'PanOSPublicIPv4', 'PanOSPublicIPv6', 'PanOSPrivateIPv4']),
    ...run(18, ['PanOSPrivateIPv6', 'PanOSHostID', 'PanOSDeviceSN', 'PanOSGlobalProtectClientVersion', 'PanOSEndpointOSType']),
    ...run(23, ['PanOSEndpointOSVersion', 'PanOSCountOfRepeats', 'PanOSQuarantineReason', 'PanOSConnectionError']),
    ...run(27, ['PanOSDescription', 'PanOSEventStatus', 'PanOSGPGatewayLocation', 'PanOSLoginDuration']),
    ...run(31, ['PanOSConnectionMethod', 'PanOSConnectionErrorID', 'PanOSPortal', 'PanOSSequenceNo', 'PanOSActionFlags']),
    [36, 'PanOSTimeGeneratedHighResolution'],
  ],
  signatureId: SUBTYPE,
  severity: null,
}
