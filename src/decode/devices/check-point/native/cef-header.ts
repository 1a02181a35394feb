import type { CefExtensionField, CefHeader } from '../../../cef-parser/cef-event.ts'
import { severityWord } from './severity-word.ts'

const PRODUCT = ['product', 'ProductName', 'productname']

const SIGNATURE_ID = [
  'attack',
  'protection_type',
  'verdict',
  'matched_category',
  'dlp_data_type_name',
  'app_category',
  'app_properties',
]

const NAME = ['protection_name', 'appi_name', 'message_info', 'service_id', 'service', 'svc']

const SEVERITY = ['app_risk', 'risk', 'severity']

/**
 * The header that Log Exporter gives an event as CEF: the first of some fields, or a default.
 * https://community.checkpoint.com/t5/Logging-and-Reporting/Log-Exporter-CEF-Field-Mappings/td-p/41060
 */
export function cefHeader(fields: readonly CefExtensionField[]): CefHeader {
  const firstOf = (names: readonly string[]): string | undefined =>
    names.flatMap((name) => fields.find(({ key, value }) => key === name && value.trim() !== '')?.value ?? [])[0]
  return {
    version: '0',
    deviceVendor: 'Check Point',
    deviceProduct: firstOf(PRODUCT) ?? 'Check Point',
    deviceVersion: 'Check Point',
    signatureId: firstOf(SIGNATURE_ID) ?? 'Log',
    name: firstOf(NAME) ?? 'Log',
    severity: severityWord(firstOf(SEVERITY)),
  }
}
