import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'

const BIN = resolve(import.meta.dirname, '../../bin/cefwatch.js')

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** Runs a command as a user would, to its end. */
export async function runCefwatch(args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  const exit = once(child, 'exit')
  child.stdin.on('error', () => undefined).end(input)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  await exit
  return { code: child.exitCode, stdout, stderr }
}
