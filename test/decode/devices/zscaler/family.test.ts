import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import t from 'tap'
import { zscaler } from '../../../../src/decode/devices/zscaler/family.ts'
import { FRAME_KINDS } from '../../../../src/detect/frame-kinds.ts'
import { readEvent } from '../../../../src/detect/read-event.ts'
import { createKindFinder } from '../../../../src/receive/scanner/kind-finder.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')

const kindOf = createKindFinder(FRAME_KINDS.map(({ signature }) => signature))

const placed = (line: string): string => {
  const kind = FRAME_KINDS[kindOf(line, 0, line.length)]?.kind
  return kind === undefined ? 'none' : `${kind.device} ${kind.format}`
}

const linesOf = (pattern: string): readonly { readonly file: string; readonly line: string }[] =>
  globSync(pattern, { cwd: FIXTURES }).flatMap((file) =>
    readFileSync(join(FIXTURES, file), 'latin1')
      .trimEnd()
      .split('\n')
      .map((line) => ({ file, line })),
  )

t.test('the signatures place each of the family’s lines as it is read, and no other’s', (t) => {
  for (const { file, line } of linesOf('zscaler/*.log')) {
    // Health of NSS itself: counted with the family, and not read.
    const isHealth = basename(file) === 'nss-health.log'
    const { device, format } = readEvent(line, 0)
    t.equal(placed(line), isHealth ? 'zscaler native' : `${device} ${String(format)}`, line.slice(0, 120))
  }
  for (const { file, line } of linesOf('{check-point,fortinet,palo-alto,other}/*.log')) {
    t.notMatch(placed(line), 'zscaler', `${file}: ${line.slice(0, 120)}`)
    t.not(readEvent(line, 0).device, 'zscaler', `${file}: read`)
  }
  t.end()
})

t.test('vendors and CEF headers', (t) => {
  const cases: readonly [header: string, device: string, kind: string][] = [
    ['CEF:0|Zscaler|NSSWeblog|5.0|Allowed|Allowed|3|', 'zscaler', 'zscaler cef'],
    ['CEF: 0|Zscaler|NSSWeblog|5.0|Allowed|Allowed|3| ', 'zscaler', 'zscaler cef'],
    ['CEF :0|zscaler |NSSWeblog|5.0|Allowed|Allowed|3|', 'zscaler', 'zscaler cef'],
    ['0|ZSCALER|NSSWeblog|5.0|Allowed|Allowed|3|', 'zscaler', 'zscaler cef'],
    ['CEF:0|Zscaler, Inc.|NSSFWlog|5.7|Drop|Rule|3|', 'zscaler', 'zscaler cef'],
    ['CEF:0| Zscaler|NSSDNSlog|5.7|Allow|Rule \\| x|3|', 'zscaler', 'zscaler cef'],
    ['CEF:0|Zscalers|Other|5.7|Allow|Rule|3|', 'other', 'none'],
    ['CEF:0|Vendor|Zscaler|1|id|name|3|a=b|c|d|', 'other', 'none'],
  ]
  for (const [header, device, kind] of cases) {
    t.equal(readEvent(`${header}act=Allowed`, 0).device, device, header)
    t.equal(placed(`<134>Oct 16 22:55:48 nss-1 ${header}act=Allowed`), kind, `${header}: signature`)
  }
  t.match(zscaler.name, 'zscaler')
  t.end()
})
