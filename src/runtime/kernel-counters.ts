import type { CounterLabels, CounterName } from '../metrics/definitions.ts'
import type { Telemetry } from '../metrics/telemetry.ts'
import { readKernelDrops } from '../receive/syslog-server/kernel-drops.ts'
import { readUdpHostErrors } from '../receive/syslog-server/udp-host-errors.ts'
import type { BoundListener } from './receive-protocol.ts'

/** Carries the kernel's counts of lost datagrams over into counters: cefwatch never sees what they count. */
export class KernelCounters {
  readonly #telemetry: Telemetry
  readonly #last = new Map<string, number>()

  constructor(telemetry: Telemetry) {
    this.#telemetry = telemetry
  }

  async poll(listeners: readonly BoundListener[]): Promise<void> {
    for (const listener of listeners) {
      if (listener.protocol !== 'udp') continue
      this.#raise('cefwatch_udp_kernel_drops_total', { listener: listener.name }, await readKernelDrops(listener))
    }
    const errors = await readUdpHostErrors()
    this.#raise('cefwatch_udp_rcvbuf_errors_total', {}, errors?.receiveBufferErrors ?? null)
    this.#raise('cefwatch_udp_mem_errors_total', {}, errors?.memoryErrors ?? null)
  }

  /** Raises a counter to what the kernel counts; null: the system does not tell. */
  #raise<N extends CounterName>(name: N, labels: CounterLabels<N>, value: number | null): void {
    if (value === null) return
    const key = `${name} ${Object.values(labels).join(' ')}`
    this.#telemetry.count(name, labels, Math.max(value - (this.#last.get(key) ?? 0), 0))
    this.#last.set(key, value)
  }
}
