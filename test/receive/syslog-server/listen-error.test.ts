import t from 'tap'
import type { ListenerOptions } from '../../../src/receive/syslog-server/listener.ts'
import { listenError } from '../../../src/receive/syslog-server/listen-error.ts'

const options: ListenerOptions = {
  name: 'syslog',
  protocol: 'udp',
  address: '0.0.0.0',
  port: 514,
  maxFrameBytes: 65_536,
  allow: [],
  reusePort: false,
  receiveBufferBytes: 4_194_304,
}

t.test('the reason in words, and what to do', (t) => {
  const cases: readonly { code: string; cause: string; remedy: RegExp }[] = [
    { code: 'EADDRINUSE', cause: 'the port is in use', remedy: /stop the program that has it/ },
    { code: 'EACCES', cause: 'permission denied', remedy: /below 1024 need root or CAP_NET_BIND_SERVICE/ },
    { code: 'EADDRNOTAVAIL', cause: 'no interface of this machine has the address', remedy: /0\.0\.0\.0/ },
    { code: 'EAFNOSUPPORT', cause: 'the machine has no IPv6', remedy: /IPv4/ },
    { code: 'ENOTFOUND', cause: 'the host name is unknown', remedy: /IP address/ },
    { code: 'EBADF', cause: 'bind EBADF', remedy: /./ },
  ]
  for (const { code, cause, remedy } of cases) {
    const error = Object.assign(new Error(`bind ${code}`), { code })
    const found = listenError(options, error)
    t.match(found, { code: 'LISTEN_FAILED', remedy, cause: error }, code)
    t.equal(found.message, `listener "syslog" cannot listen on udp 0.0.0.0:514: ${cause}`)
  }
  t.end()
})

t.test('an IPv6 address is bracketed', (t) => {
  t.match(listenError({ ...options, address: '::' }, new Error('no')).message, 'udp [::]:514: no')
  t.end()
})
