import { Command } from 'commander'
import type { SourceResource, StatusResource } from '../http/resources.ts'
import { askDaemon, type DaemonOptions, openDaemonClient, urlOption } from './daemon-client.ts'
import { configOption } from './options.ts'
import { plainTable } from './plain-table.ts'

type StatusOptions = DaemonOptions & { readonly json?: true }

/** `cefwatch status`: who sends what, and whether it can be read. */
export const statusCommand = new Command('status')
  .description(
    'Show what the running daemon receives: listeners, senders with family and format, what could not be read, and deliveries.',
  )
  .addOption(configOption)
  .addOption(urlOption)
  .option('--json', 'print one JSON object instead')
  .action(async (options: StatusOptions) => {
    const client = openDaemonClient(options)
    const status = await askDaemon<StatusResource>(client, 'GET', '/api/v1/status')
    const { sources } = await askDaemon<{ readonly sources: readonly SourceResource[] }>(client, 'GET', '/api/v1/sources')
    const text = options.json ? JSON.stringify({ ...status, sources }) : describe(status, sources)
    process.stdout.write(`${text}\n`)
  })

function describe(status: StatusResource, sources: readonly SourceResource[]): string {
  const { alerts, deliveries, problems } = status
  return [
    `cefwatch ${status.version}, since ${status.startedAt}`,
    ...(problems.length === 0 ? ['All is well.'] : ['Needs attention:', ...problems.map((problem) => `  ${problem}`)]),
    listenerTable(status),
    sources.length === 0 ? 'Nothing has been received yet.' : sourceTable(sources),
    `alerts: ${alerts.open}, and ${alerts.suppressed} suppressed by exclusions`,
    `deliveries: ${deliveries.delivered} delivered, ${deliveries.pending} waiting, ${deliveries.dead} dead letters`,
  ].join('\n')
}

function listenerTable({ listeners }: StatusResource): string {
  return plainTable(
    ['Listener', 'Address', 'Connections', 'Messages', 'Dropped'],
    listeners.map(({ name, protocol, address, port, connections, messages, dropped }) => [
      name,
      `${protocol} ${address}:${port}`,
      connections === null ? '' : String(connections),
      String(messages),
      String(dropped),
    ]),
  )
}

function sourceTable(sources: readonly SourceResource[]): string {
  return plainTable(
    ['Source', 'Listener', 'Messages', 'Events', 'Unreadable', 'Last seen'],
    sources.map(({ address, name, listener, messages, octetCounted, events, errors, lastSeen }) => [
      name === null ? address : `${name} (${address})`,
      listener,
      octetCounted === 0 ? String(messages) : `${messages} (${octetCounted} octet-counted)`,
      events.map(({ device, format, count }) => `${device} ${format ?? 'unreadable'}: ${count}`).join(', '),
      errors.map(({ code, count, lastLine }) => `${count} ${code}: ${lastLine.slice(0, 80)}`).join(', '),
      lastSeen,
    ]),
  )
}
