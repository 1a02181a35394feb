import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'

/**
 * Runs `use` with a folder on a small file system of its own, mounted with `options` (`size=1m`), and unmounts it. Skips where that is
 * not allowed.
 */
export async function withTmpfs(t: Test, options: string, use: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cefwatch-tmpfs-'))
  try {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
    if (mounted.status === 0) await use(folder)
    else t.pass('a file system of its own', { skip: 'mounting one needs root on Linux' })
  } finally {
    spawnSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  }
}
