import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Device } from '../../src/decode/devices/device.ts'
import { readEvent } from '../../src/detect/read-event.ts'

const CORPUS = join(import.meta.dirname, '../../../shared/data/syslog')

/** The family that a file's lines are of, by the beginning of its name. */
const FAMILIES: readonly (readonly [prefix: string, device: Device])[] = [
  ['zscaler-', 'zscaler'],
  ['fortinet-', 'fortinet'],
  ['checkpoint-', 'check-point'],
  ['paloalto-', 'palo-alto'],
  ['other-', 'other'],
]

const HAS_CEF = /CEF ?: ?\d+\|/

t.test('public samples', { skip: existsSync(CORPUS) ? false : `${CORPUS} is not there` }, (t) => {
  for (const file of globSync('*.log', { cwd: CORPUS })) {
    const device = FAMILIES.find(([prefix]) => file.startsWith(prefix))?.[1]
    for (const [index, line] of readFileSync(join(CORPUS, file), 'utf8').split('\n').entries()) {
      if (line === '') continue
      const event = readEvent(line, 0)
      const place = `${file}:${index + 1}`
      if (HAS_CEF.test(line)) t.match(event, { device, format: 'cef', error: null, row: { Type: 'CommonSecurityLog' } }, place)
      // The families' native formats, which have no decoder yet.
      else t.match(event, { row: null, format: null, error: { code: 'not_cef' } }, place)
    }
  }
  t.end()
})
