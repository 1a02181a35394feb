import type { CefEvent } from '../../cef-parser/cef-event.ts'
import { logSubtype } from './log-subtype.ts'

/**
 * The subtypes of THREAT in which the field of the URL holds a file's name
 * (https://docs.paloaltonetworks.com/pan-os/10-2/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/threat-log-fields).
 */
const ABOUT_FILES: ReadonlySet<string> = new Set(['file', 'data', 'virus', 'ml-virus', 'wildfire', 'wildfire-virus'])

/**
 * True for a log about a file whose `request` is the file's name. WildFire also analyses links of e-mails: what holds a slash is taken
 * for one, and a URL without any does not occur, since PAN-OS writes at least `host/`.
 */
export function isFileName(request: string, event: CefEvent): boolean {
  return request !== '' && !request.includes('/') && ABOUT_FILES.has(logSubtype(event))
}
