import { accessSync, constants } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'

/** Why a test that needs it skips, or false where the machine has it. */
export const withoutIPv6: string | false = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
)
  ? false
  : 'the machine has no IPv6'

export const withoutOpenssl = without('openssl')

export const withoutLogger = without('logger')

export const withoutCompiler = without('cc')

export const withoutRsyslog = without('rsyslogd')

export const withoutChromium = without('chromium')

export const withoutSystemd = without('systemd-analyze')

/** The path of a program, or null where it is not installed. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin']
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null
}

/**
 * Why a test that needs a program skips, or false where the program is installed. With CEFWATCH_TEST_ALL_PROGRAMS set, as CI does after
 * installing them, a missing one is an error instead.
 */
function without(name: string): string | false {
  if (findProgram(name) !== null) return false
  const reason = `${name} is not installed`
  if (process.env['CEFWATCH_TEST_ALL_PROGRAMS'] === undefined) return reason
  throw new Error(reason)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
