import { ENTERPRISE_TECHNIQUES } from './enterprise-techniques.ts'
import { ICS_TECHNIQUES } from './ics-techniques.ts'

/** Techniques and sub-techniques of MITRE ATT&CK by their id, such as T1071 and T1071.001. */
export const TECHNIQUES: ReadonlyMap<string, string> = new Map(
  `${ENTERPRISE_TECHNIQUES}\n${ICS_TECHNIQUES}`
    .split('\n')
    .filter((line) => line !== '')
    .flatMap(readLine),
)

/** `T1071 Application Layer Protocol; 001 Web Protocols`: a technique, and its sub-techniques. */
function readLine(line: string): readonly (readonly [id: string, name: string])[] {
  const [parent = '', ...subs] = line.split('; ').map((entry) => {
    const space = entry.indexOf(' ')
    return [entry.slice(0, space), entry.slice(space + 1)] as const
  })
  return [parent as readonly [string, string], ...subs.map(([number, name]) => [`${parent[0]}.${number}`, name] as const)]
}
