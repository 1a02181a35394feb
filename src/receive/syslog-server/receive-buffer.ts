import type { UdpListenerOptions } from './listener.ts'
import type { ListenerEvents } from './listener-events.ts'

/** Tells what became of the receive buffer that was asked for: Linux reports twice what is usable, and clamps without a word. */
export function reportReceiveBuffer(
  { name, protocol, receiveBufferBytes }: UdpListenerOptions,
  effective: number,
  events: ListenerEvents,
): void {
  const expected = process.platform === 'linux' ? 2 * receiveBufferBytes : receiveBufferBytes
  events.receiveBuffer({ name, protocol }, receiveBufferBytes, effective, effective < expected ? 'clamped' : 'granted')
}
