/** Which shape of header stood before the message. `none` when the message began at once. */
export type SyslogFormat = 'rfc5424' | 'rfc3164' | 'none'

/**
 * The header of one syslog message, with whatever the device left out set to null. `timestamp` is as sent. `messageOffset` counts
 * UTF-16 code units of the text that was read.
 */
export type SyslogHeader = {
  readonly format: SyslogFormat
  readonly facility: number | null
  readonly severity: number | null
  readonly timestamp: string | null
  readonly host: string | null
  readonly appName: string | null
  readonly procId: string | null
  readonly msgId: string | null
  readonly structuredData: string | null
  readonly messageOffset: number
}
