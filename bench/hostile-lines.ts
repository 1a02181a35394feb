import { cpus } from 'node:os'
import { readEvent } from '../src/detect/read-event.ts'

/*
 * `npm run bench:hostile`: whether a hostile line costs more to read than an ordinary one of its size. Each line of 64 KiB is one character over
 * and over, alone and as a value in the formats that the four families send. Fails when one takes more than 20 times as long.
 */

const SIZE = 65_536
const MOST_TIMES_AS_LONG = 20
const ROUNDS = 5

/** Where the repeated character stands: `%` in a line. */
const PLACES: Readonly<Record<string, string>> = {
  alone: '%',
  'CEF header': 'CEF:0|Zscaler|NSSWeblog|5.7|Allowed|%|3|act=Allowed request=www.example.com/',
  'CEF URL': 'CEF:0|Palo Alto Networks|PAN-OS|10.2|url|THREAT|1|act=alert requestMethod=get request=www.example.com/%',
  'CEF user agent': 'CEF:0|Check Point|URLF|x|Log|x|Low|request=http://www.example.com/ requestClientApplication=%',
  'syslog header': '<134>1 2026-11-24T01:02:03Z %',
  'structured data': '<134>1 2026-11-24T01:02:03Z gw app 1 - [x@2620 a="%',
  'FortiGate URL':
    '<188>date=2026-11-24 time=01:02:03 devname="fgt" type="utm" subtype="webfilter" hostname="www.example.com" url="%',
  'FortiGate key': '<188>date=2026-11-24 time=01:02:03 devname="fgt" type="utm" subtype="webfilter" %',
  'PAN-OS URL': `<14>Nov 24 01:02:03 pa 1,2026/11/24 01:02:03,001,THREAT,url,1,2026/11/24 01:02:03,192.0.2.1,198.51.100.1${','.repeat(23)}"%`,
  'Check Point value': '<134>1 2026-11-24T01:02:03Z gw CheckPoint 1930 - [action:"Accept"; resource:"%',
  'Check Point field': '<134>1 2026-11-24T01:02:03Z gw CheckPoint 1930 - [action:"Accept"; %',
  'Check Point Splunk': 'time=1794747600|hostname=gw|product=URL Filtering|action=Accept|resource=%',
  'NSS tab': '2026-11-24 01:02:03\treason=Allowed\taction=Allowed\trequestmethod=GET\turl="www.example.com/%',
  'NSS carets': '<134>Nov 24 01:02:03 nss ZSCALERNSS: time=Tue Nov 24 01:02:03 2026^^action=Allowed^^requestmethod=GET^^url=%',
  'NSS JSON': '{"sourcetype":"zscalernss-web","event":{"requestmethod":"GET","url":"%',
}

const ORDINARY = 'CEF:0|Zscaler|NSSWeblog|5.7|Allowed|Allowed|3|act=Allowed requestMethod=GET request=www.example.com/'

const CHARACTERS = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  'é',
  '\u212a',
  '\ufffd',
  '%2',
  '%25',
  ' a=',
  '^^',
  '|a=',
  '; a:"',
  ' request=x requestMethod=y',
  '^^url=',
  '\turl="',
  '|resource=x|method=y',
  '; resource:"x"; method:"y"',
  ' httpmethod="x"',
  '","url":"x',
  '",',
]

/** Milliseconds of the fastest of some rounds. */
function timeOf(line: string): number {
  let best = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    readEvent(line, 0)
    best = Math.min(best, performance.now() - start)
  }
  return best
}

const pairs = Array.from({ length: 2000 }, (_, index) => `cs${index % 6}Label=value ${index}`).join(' ')
const ordinary = `${ORDINARY} ${pairs.repeat(3)}`.slice(0, SIZE)
for (let round = 0; round < 50; round++) readEvent(ordinary, 0)
const base = timeOf(ordinary)

const results = Object.entries(PLACES).flatMap(([place, template]) =>
  CHARACTERS.map((character) => {
    const filling = character.repeat(Math.ceil(SIZE / character.length)).slice(0, SIZE)
    return { place, character: JSON.stringify(character), times: timeOf(template.replace('%', () => filling)) / base }
  }),
)
const worst = results.toSorted((a, b) => b.times - a.times)

console.log(`Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}`)
console.log(
  `An ordinary line of 64 KiB is read in ${base.toFixed(2)} ms. ${results.length} hostile lines; the slowest, in times as long:`,
)
console.table(worst.slice(0, 10))
if ((worst[0]?.times ?? 0) > MOST_TIMES_AS_LONG) {
  console.error(`a line takes more than ${MOST_TIMES_AS_LONG} times as long`)
  process.exitCode = 1
}
