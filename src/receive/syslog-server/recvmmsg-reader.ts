import type { AllowList } from './allow-list.ts'
import { frameOfDatagram } from './datagram-frame.ts'
import type { BatchReceiver, Listener, UdpListenerOptions } from './listener.ts'
import type { ListenerEvents } from './listener-events.ts'
import type { Recvmmsg, RecvmmsgSocket } from './recvmmsg.ts'
import { SenderNames } from './sender-names.ts'

/** Reads the bound socket that has this descriptor many datagrams at a time, until it is closed. */
export function readByRecvmmsg(
  addon: Recvmmsg,
  descriptor: number,
  options: UdpListenerOptions,
  allowed: AllowList,
  onBatch: BatchReceiver,
  events: ListenerEvents,
): Pick<Listener, 'reader' | 'close'> {
  const ended = Promise.withResolvers<undefined>()
  const socket = addon.read(descriptor, (index, count) => (index < 0 ? ended.resolve(undefined) : take(index, count)))
  const take = batchReader(socket, options, new SenderNames(allowed), onBatch, events)
  let isClosing = false
  return {
    reader: 'recvmmsg',
    close: async () => {
      if (!isClosing) socket.close()
      isClosing = true
      await ended.promise
    },
  }
}

/** Makes of the datagrams of a batch the frames that go down the line, in the same memory. */
function batchReader(
  { batches, offsetsAt, sendersAt }: RecvmmsgSocket,
  { name, protocol, maxFrameBytes }: UdpListenerOptions,
  names: SenderNames,
  onBatch: BatchReceiver,
  events: ListenerEvents,
): (index: number, count: number) => void {
  const listener = { name, protocol }
  const views = batches.map((memory) => ({
    bytes: Buffer.from(memory, 0, offsetsAt),
    offsets: new Uint32Array(memory, offsetsAt, (sendersAt - offsetsAt) / 4),
    senders: new Uint32Array(memory, sendersAt),
  }))
  return (index, received) => {
    const view = views[index]
    if (view === undefined) return
    const { bytes, offsets, senders } = view
    const addresses: string[] = []
    let count = 0
    let size = 0
    let isOneSender = true
    for (let datagram = 0; datagram < received; datagram++) {
      const [from, to] = [offsets[2 * datagram] ?? 0, offsets[2 * datagram + 1] ?? 0]
      const sender = names.senderOf(senders, datagram)
      if (!sender.allowed) {
        events.sourceDenied(listener, to - from)
        continue
      }
      const { start, stop, isCut } = frameOfDatagram(bytes, from, to, maxFrameBytes)
      if (isCut) events.truncated(listener)
      if (stop === start) continue
      offsets[2 * count] = start
      offsets[2 * count + 1] = stop
      addresses[count++] = sender.address
      isOneSender &&= sender.address === addresses[0]
      size += stop - start
    }
    if (count === 0) return
    events.received(listener, count, size)
    const from = isOneSender ? (addresses[0] ?? '') : addresses
    const receivedAt = Date.now()
    onBatch({ bytes, offsets, count, octetCounted: 0, listener: name, transport: protocol, addresses: from, receivedAt })
  }
}
