import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { withoutSystemd } from '../machine.ts'
import { projectFile } from './project-file.ts'

const unit = projectFile('deploy/cefwatch.service')

function settings(key: string): string[] {
  return unit.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []))
}

/** The unit with the Node that is here in place of /usr/bin/node, which verify looks for. */
function unitFile(directory: string): string {
  const file = join(directory, 'cefwatch.service')
  writeFileSync(file, unit.replaceAll('/usr/bin/node', process.execPath))
  return file
}

t.test('a start is checked, and a reload before the daemon hears of it', (t) => {
  t.match(settings('ExecStartPre'), [/ check$/])
  t.match(settings('ExecStart'), [/ run$/])
  t.match(settings('ExecReload'), [/ check$/, '/bin/kill -HUP $MAINPID'])
  t.end()
})

t.test('it may bind port 514 and nothing else that root may do', (t) => {
  t.same(settings('CapabilityBoundingSet'), ['CAP_NET_BIND_SERVICE'])
  t.same(settings('AmbientCapabilities'), ['CAP_NET_BIND_SERVICE'])
  t.same(settings('ProtectSystem'), ['strict'])
  t.same(settings('MemoryDenyWriteExecute'), [], 'V8 compiles at run time')
  t.end()
})

t.test('systemd finds no fault with it', { skip: withoutSystemd }, (t) => {
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', unitFile(t.testdir())], { encoding: 'utf8' })
  t.equal(status, 0)
  t.equal(stderr, '')
  t.end()
})

t.test('systemd rates its exposure as low', { skip: withoutSystemd }, (t) => {
  const { status, stdout } = spawnSync(
    'systemd-analyze',
    ['security', '--offline=true', '--threshold=20', unitFile(t.testdir())],
    { encoding: 'utf8' },
  )
  t.equal(status, 0, stdout.slice(-200))
  t.end()
})
