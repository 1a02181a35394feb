// @ts-check
import { copyable } from './copyable.js'
import { element } from './dom.js'

/** @typedef {import('../http/resources.ts').StatusResource} StatusResource */

const EVENT =
  'CEF:0|Zscaler|NSSWeblog|5.0|Allowed|Allowed|3|act=Allowed src=192.0.2.10 dst=198.51.100.20 dhost=www.example.com ' +
  'request=www.example.com/ui/chk?mactok=test requestMethod=GET'

const WILDCARDS = new Set(['0.0.0.0', '::'])

/**
 * A command that sends one event which raises an alert, to a listener that takes it without TLS.
 *
 * @param {StatusResource} status
 */
export function tryIt(status) {
  const listener = status.listeners.find(({ protocol }) => protocol !== 'tls')
  if (listener === undefined) return element('p', {}, 'Every listener wants TLS: send an event from a device or a relay.')
  const host = WILDCARDS.has(listener.address) ? location.hostname.replace(/^\[|\]$/g, '') : listener.address
  const command = `logger --${listener.protocol} --server ${host} --port ${listener.port} --size 4096 '${EVENT}'`
  return element(
    'div',
    {},
    element('p', {}, 'To see the whole way work, send one harmless test event from a shell on this machine:'),
    copyable('logger', command),
  )
}
