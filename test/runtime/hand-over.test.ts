import t from 'tap'
import type { Match } from '../../src/detect/match.ts'
import { BufferedTelemetry } from '../../src/metrics/buffered-telemetry.ts'
import { HandOver } from '../../src/runtime/hand-over.ts'
import { sampleMatch } from '../respond/samples.ts'

t.test('what does not fit between the two sides is dropped and counted; nobody waits', (t) => {
  const telemetry = new BufferedTelemetry(() => undefined)
  const sent: number[] = []
  const send = (matches: readonly Match[]): void => void sent.push(matches.length)
  const handOver = new HandOver(send, telemetry, [{ name: 'udp' }, { name: 'tcp' }], 5)
  const matches = (count: number): readonly Match[] => Array.from({ length: count }, () => sampleMatch())
  const dropped = (listener: string): number | undefined =>
    telemetry.takeReport().counts.find(({ labels }) => labels['listener'] === listener)?.value
  t.equal(dropped('udp'), 0, 'the series exists from the start')

  handOver.offer('udp', matches(3))
  handOver.offer('udp', matches(4))
  t.strictSame(sent, [3, 2])
  t.equal(dropped('udp'), 2)
  handOver.offer('tcp', matches(1))
  t.strictSame(sent, [3, 2], 'nothing is sent while the queue is full')
  t.equal(dropped('tcp'), 1)

  handOver.taken(3)
  handOver.offer('tcp', matches(3))
  t.strictSame(sent, [3, 2, 3])
  t.equal(dropped('tcp'), undefined)
  t.end()
})
