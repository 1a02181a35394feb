import { matchAt } from './match-at.ts'

const CEF = /CEF ?: ?\d/y

/** True where a CEF message begins. `CEF: 0|..` and `CEF :0|..` look like a tag or a host, and are neither. */
export function startsCef(text: string, at: number): boolean {
  return matchAt(CEF, text, at) !== null
}
