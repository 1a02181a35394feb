/** Milliseconds of processor time that `work` takes: unlike the clock's, they do not count what other processes do meanwhile. */
export function cpuTime(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
