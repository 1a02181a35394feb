const NEVER = '(?!)'

/** A signature is looked for in a frame's first bytes only: syslog headers, even one inside another, are shorter. */
export const SIGNATURE_REACH = 512

/** The index of the signature that stands first in `text` from `start`, or -1 when none is near. */
export type KindFinder = (text: string, start: number, end: number) => number

/** Signatures are sources of regular expressions for latin1 text, case-sensitive and without capturing groups. */
export function createKindFinder(signatures: readonly string[]): KindFinder {
  const pattern = new RegExp(signatures.map((signature) => `(${signature})`).join('|') || NEVER)
  return (text, start, end) => {
    const match = pattern.exec(text.slice(start, Math.min(end, start + SIGNATURE_REACH)))
    if (match === null) return -1
    let group = 1
    while (match[group] === undefined) group++
    return group - 1
  }
}
