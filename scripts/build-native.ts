import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

/*
 * Compiles native/recvmmsg.c where it can be used: on Linux, when a C compiler is there. Elsewhere cefwatch receives UDP by node:dgram.
 */

const root = resolve(import.meta.dirname, '..')
const source = `${root}/native/recvmmsg.c`
const include = `${root}/node_modules/node-api-headers/include`

if (process.platform === 'linux') {
  const { error, status, stderr } = spawnSync(
    process.env['CC'] ?? 'cc',
    ['-O2', '-Wall', '-shared', '-fPIC', '-pthread', '-I', include, source, '-o', `${root}/native/recvmmsg.node`],
    { encoding: 'utf8' },
  )
  if (error !== undefined)
    console.log('There is no C compiler: UDP is received by node:dgram, at several times the processor time.')
  else if (status !== 0) console.log(`native/recvmmsg.c does not compile, UDP is received by node:dgram:\n${stderr}`)
}
