import { z } from 'zod'
import { COLUMN_NAMES } from '../decode/common-security-log/columns.ts'
import { address, duration, name, network, path, port, secretText, size, timeZone } from './fields.ts'
import { webhook } from './webhook-schema.ts'

/*
 * One node per option: type, default, and why one would change it. The TypeScript types, the validator, the JSON Schema, the reference
 * page and the example configuration are all made from here (`npm run generate`).
 */

const listenerBase = {
  name: name.optional().meta({
    description: 'How metrics, logs and alerts call the listener. By default its protocol and port, such as `udp-5514`.',
  }),
  address: address.default('0.0.0.0').meta({ description: 'Address to listen on. `::` takes IPv4 and IPv6.' }),
  maxFrameBytes: size.prefault('64KiB').meta({
    description: 'Longest message kept whole. A longer one is cut there, counted as truncated, and still matched.',
  }),
}

const streamBase = {
  idleTimeout: duration
    .prefault('10m')
    .meta({ description: 'A connection that sends nothing for this long is closed. Devices reconnect.' }),
  keepAlive: duration
    .prefault('60s')
    .meta({ description: 'TCP keep-alive, so that a peer that vanished is noticed before the idle timeout.' }),
  maxConnections: z.int().min(1).default(1000).meta({ description: 'Connections beyond this are refused and counted.' }),
}

const udpListener = z
  .strictObject({
    protocol: z.literal('udp'),
    ...listenerBase,
    port: port.default(5514).meta({ description: 'Port to listen on.' }),
    receiveBuffer: size.prefault('4MiB').meta({
      description:
        'Socket receive buffer asked of the kernel. Under 4 MiB bursts are lost; the kernel clamps it to net.core.rmem_max, and cefwatch says so.',
    }),
  })
  .meta({ title: 'UDP listener' })

const tcpListener = z
  .strictObject({
    protocol: z.literal('tcp'),
    ...listenerBase,
    port: port.default(5514).meta({ description: 'Port to listen on.' }),
    ...streamBase,
  })
  .meta({ title: 'TCP listener' })

const tlsListener = z
  .strictObject({
    protocol: z.literal('tls'),
    ...listenerBase,
    port: port.default(6514).meta({ description: 'Port to listen on.' }),
    ...streamBase,
    certificateFile: path.meta({ description: 'The server certificate with its chain, PEM.', example: 'tls/server.crt' }),
    keyFile: path.meta({ description: 'The private key, PEM.', example: 'tls/server.key' }),
  })
  .meta({ title: 'TLS listener' })

const listener = z.discriminatedUnion('protocol', [udpListener, tcpListener, tlsListener])

const source = z.strictObject({
  name: name.meta({ description: 'How metrics, the log and the console call it.', example: 'branch-office' }),
  addresses: z
    .array(network)
    .min(1)
    .meta({
      description: 'Its addresses and networks. Of sources that share an address the first counts.',
      example: ['192.0.2.1'],
    }),
  timezone: timeZone.default('UTC').meta({
    description: 'The zone of its times that come without one: a name such as `Europe/Berlin`, or an offset such as `+02:00`.',
    example: 'Europe/Berlin',
  }),
  silentAfter: duration.optional().meta({
    description:
      'After this long without a message it counts as silent: a metric, and a line in the log. By default it never does.',
    example: '15m',
  }),
})

const atLeastASecond = duration.refine((milliseconds) => milliseconds >= 1000, { error: 'expected at least 1s' })

const grouping = z.strictObject({
  by: z
    .array(z.enum(COLUMN_NAMES))
    .min(1)
    .optional()
    .meta({
      description:
        'Columns whose values, together with the rule, make a group. By default SourceIP and the destination: its host name where known, otherwise its address.',
      example: ['SourceIP', 'DestinationHostName'],
    }),
  window: atLeastASecond.prefault('5m').meta({
    description:
      "A group's first match alerts at once. While matches keep coming, one update a window tells their count so far; none when it has not changed.",
  }),
  closeAfter: atLeastASecond.optional().meta({
    description:
      'A group ends after this long without a match; the next match is a new alert. By default the window. Longer than the window it is a suppression window: a host that comes back within it does not alert anew, but adds to the alert that there is.',
    example: '1h',
  }),
  maxDuration: atLeastASecond.prefault('24h').meta({
    description: 'A group ends at the latest after this long, so that a host that never stops is a new alert once a day.',
  }),
})

const storm = z.strictObject({
  perRule: z.int().min(0).default(30).meta({
    description:
      'New alerts of one rule within the window that are delivered. Those beyond are a storm: they are stored and counted, and one summary a window names their number and top sources, until a window brings no more than this. 0 delivers all.',
  }),
  global: z.int().min(0).default(100).meta({ description: 'The same for the new alerts of all rules together. 0 delivers all.' }),
  window: atLeastASecond.prefault('1m').meta({ description: 'What they are counted in, and how often a storm is summed up.' }),
})

const ruleOverride = z.strictObject({
  rule: z.string().min(1).meta({ description: 'The rule: its id, or its name.', example: 'RunningRAT request parameters' }),
  enabled: z.boolean().optional().meta({
    description: 'Switches the rule off, or on though its file says otherwise. The query of a rule that is off is not even read.',
    example: true,
  }),
  severity: z
    .enum(['Informational', 'Low', 'Medium', 'High'])
    .optional()
    .meta({ description: "The severity of its alerts, instead of the file's.", example: 'High' }),
  grouping: z
    .strictObject({
      by: z
        .array(z.enum(COLUMN_NAMES))
        .optional()
        .meta({
          description: 'As `grouping.by`, for this rule. An empty list makes one group of all its matches.',
          example: ['SourceIP'],
        }),
      window: duration.optional().meta({ description: 'As `grouping.window`, for this rule.', example: '1h' }),
    })
    .optional(),
})

const http = z
  .strictObject({
    address: address
      .default('127.0.0.1')
      .meta({ description: 'Address of metrics, health, API and console. Set a token before opening it to others.' }),
    port: port.default(9514).meta({ description: 'Port of metrics, health, API and console.' }),
    token: secretText.optional().meta({
      description: 'Bearer token that API and console then ask for. Metrics and health stay open.',
      example: '${CEFWATCH_TOKEN}',
    }),
    tokenFile: path.optional().meta({ description: 'A file that holds the token, instead of `token`.' }),
  })
  .refine((value) => value.token === undefined || value.tokenFile === undefined, { error: 'takes token or tokenFile, not both' })

const retention = z.strictObject({
  age: duration.prefault('90d').meta({
    description:
      'Alerts without a match for longer are removed with their deliveries. What waits for delivery stays, and so do dead letters up to this age. `0s` removes none.',
  }),
  size: size.prefault('1GiB').meta({
    description:
      'Beyond this size of the store the oldest alerts that are settled are removed, however young. `0B` removes none.',
  }),
})

const data = z.strictObject({
  directory: path.default('data').meta({
    description:
      'Where alerts and deliveries are stored. Needs a local disk. A store that is found corrupt at the start is moved aside there, and a new one begun; one larger than 2 GiB is not checked for that.',
  }),
  retention: retention.prefault({}),
})

const log = z.strictObject({
  level: z.enum(['error', 'warn', 'info', 'debug']).default('info').meta({ description: 'Least level that is logged.' }),
})

export const configSchema = z.strictObject({
  listeners: z
    .array(listener)
    .min(1)
    .default([udpListener.parse({ protocol: 'udp' }), tcpListener.parse({ protocol: 'tcp' })])
    .meta({ description: 'Where syslog is received. By default UDP and TCP on port 5514.' }),
  allow: z
    .array(network)
    .default([])
    .meta({ description: 'Addresses and networks that may send. Empty: everyone.', example: ['192.0.2.0/24'] }),
  rules: z
    .array(path)
    .min(1)
    .optional()
    .meta({
      description: 'Sentinel analytic rule files: paths or globs. By default the rules that cefwatch brings.',
      example: ['rules/*.yaml'],
    }),
  ruleOverrides: z
    .array(ruleOverride)
    .default([])
    .meta({ description: 'What is different here from what the rule files say. Read anew with the rules.' }),
  functions: z
    .array(path)
    .default([])
    .meta({
      description: "Functions that the rules' queries may call, in Sentinel's format for parsers: paths or globs.",
      example: ['functions/*.yaml'],
    }),
  exclusions: path.optional().meta({ description: 'File of exclusions: what not to alert on.', example: 'exclusions.yaml' }),
  sources: z.array(source).default([]).meta({ description: 'Senders to know by name. Others are welcome too: see `allow`.' }),
  webhooks: z
    .array(webhook)
    .default([])
    .meta({ description: 'Where alerts are posted. With none they are stored, logged and counted.' }),
  grouping: grouping.prefault({}),
  storm: storm.prefault({}),
  http: http.prefault({}),
  data: data.prefault({}),
  workers: z.int().min(1).max(64).default(1).meta({
    description: 'Threads that receive. One carries what two cores can; more help only with more senders and more cores.',
  }),
  log: log.prefault({}),
})

/** What a configuration file says, defaults filled in; secrets and files not yet read. */
export type ConfigFile = z.output<typeof configSchema>
