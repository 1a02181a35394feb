import type { HealthCheck, Probe } from '../http/http-dependencies.ts'

/** How far the daemon has come in its life. */
export type Phase = 'starting' | 'running' | 'draining'

export type HealthState = { readonly phase: Phase; readonly isStoreWritable: boolean }

/**
 * The checks of a probe. A webhook that is down is none of them: taking the receiver out of a load balancer would lose logs. Nor does a
 * refusing store fail `live`: a restart would not mend the disk, and lose what waits in memory.
 */
export function healthChecks(probe: Probe, { phase, isStoreWritable }: HealthState): readonly HealthCheck[] {
  const listening = { name: 'listeners', ok: phase !== 'starting', detail: 'not all listeners are bound yet' }
  if (probe !== 'ready') return [listening]
  return [
    listening,
    { name: 'store', ok: isStoreWritable, detail: 'alerts cannot be stored; see the log' },
    { name: 'running', ok: phase !== 'draining', detail: 'shutting down' },
  ]
}
