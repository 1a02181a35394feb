import { Command, Option } from 'commander'
import { CefwatchError } from '../base/errors.ts'
import type { DeliveryDetails, DeliveryResource, WebhookTestResource } from '../http/resources.ts'
import { askDaemon, type DaemonClient, type DaemonOptions, openDaemonClient, urlOption } from './daemon-client.ts'
import { describeDelivery, describeTest, deliveryTable } from './describe-delivery.ts'
import { configOption, integerBetween } from './options.ts'
import { EXIT, Problems } from './report-errors.ts'

type ListOptions = DaemonOptions & {
  readonly state?: string
  readonly webhook?: string
  readonly limit: number
  readonly json?: true
}
type ShowOptions = DaemonOptions & { readonly json?: true }
type RetryOptions = DaemonOptions & { readonly all?: true; readonly webhook?: string }

/** Longer than a receiver may take to answer, and than a million dead letters take to become pending. */
const SLOW_ANSWER_MS = 300_000

const webhookOption = new Option('--webhook <name>', 'only those for this webhook')
const jsonOption = new Option('--json', 'print one JSON object instead')

/** `cefwatch deliveries`: what waits for the webhooks, what was given up, and what to do about it. */
export const deliveriesCommand = new Command('deliveries').description(
  'Show what the running daemon delivers to its webhooks, send again what was given up, and test a webhook.',
)

subcommand('list', 'List deliveries, newest first.')
  .addOption(new Option('--state <state>', 'only those in this state').choices(['pending', 'delivered', 'dead']))
  .addOption(webhookOption)
  .option('--limit <count>', 'at most so many', integerBetween(1, 500), 50)
  .addOption(jsonOption)
  .action(async ({ state, webhook, limit, json, ...options }: ListOptions) => {
    const query = new URLSearchParams({ limit: String(limit), ...(state && { state }), ...(webhook && { webhook }) })
    const path = `/api/v1/deliveries?${query.toString()}`
    const page = await askDaemon<{ readonly deliveries: readonly DeliveryResource[]; readonly next: string | null }>(
      openDaemonClient(options),
      'GET',
      path,
    )
    print(json ? JSON.stringify(page) : deliveryTable(page.deliveries, page.next))
  })

subcommand('show', 'Show one delivery with what is sent.')
  .argument('<id>', 'its id, as `list` shows it')
  .addOption(jsonOption)
  .action(async (id: string, { json, ...options }: ShowOptions) => {
    const delivery = await ask<DeliveryDetails>(openDaemonClient(options), 'GET', deliveryPath(id))
    print(json ? JSON.stringify(delivery) : describeDelivery(delivery))
  })

subcommand('retry', 'Send dead letters again, under their ids.')
  .argument('[id...]', 'their ids')
  .option('--all', 'all of them')
  .addOption(webhookOption)
  .action(async (ids: readonly string[], { all, webhook, ...options }: RetryOptions, command: Command) => {
    if ((all === undefined) === (ids.length === 0)) command.error('error: name the ids of dead letters, or --all of them')
    if (all === undefined && webhook !== undefined) command.error('error: --webhook goes with --all')
    const client = openDaemonClient(options, SLOW_ANSWER_MS)
    if (all) {
      const query = webhook === undefined ? '' : `?${new URLSearchParams({ webhook }).toString()}`
      const { retried } = await ask<{ readonly retried: number }>(client, 'POST', `/api/v1/deliveries/retry${query}`)
      print(`${retried} dead letters are sent again`)
      return
    }
    await forEach(ids, async (id) => {
      await ask(client, 'POST', `${deliveryPath(id)}/retry`)
      print(`${id} is sent again`)
    })
  })

subcommand('drop', 'Delete deliveries that wait or were given up. Their alerts stay.')
  .argument('<id...>', 'their ids')
  .action(async (ids: readonly string[], options: DaemonOptions) => {
    const client = openDaemonClient(options)
    await forEach(ids, async (id) => {
      await ask(client, 'DELETE', deliveryPath(id))
      print(`${id} is dropped`)
    })
  })

subcommand('test', 'Send an alert that is marked as a test to a webhook at once, and print what comes back.')
  .argument('<webhook>', 'its name')
  .addOption(jsonOption)
  .action(async (webhook: string, { json, ...options }: ShowOptions) => {
    const path = `/api/v1/webhooks/${encodeURIComponent(webhook)}/test`
    const test = await ask<WebhookTestResource>(openDaemonClient(options, SLOW_ANSWER_MS), 'POST', path)
    print(json ? JSON.stringify(test) : describeTest(test))
    if (test.outcome === 'failed') process.exitCode = EXIT.failed
  })

function subcommand(name: string, description: string): Command {
  const command = new Command(name).description(description).addOption(configOption).addOption(urlOption)
  deliveriesCommand.addCommand(command.exitOverride())
  return command
}

/** Like askDaemon; what the daemon refuses is told in its own words, as INPUT_INVALID. */
async function ask<T>(client: DaemonClient, method: 'GET' | 'POST' | 'DELETE', path: string): Promise<T> {
  const answer = await client(method, path)
  const refused = answer.status === 404 || answer.status === 409
  if (refused)
    throw new CefwatchError('INPUT_INVALID', messageOf(answer.body), { remedy: '`deliveries list` shows what there is.' })
  return askDaemon<T>(() => Promise.resolve(answer), method, path)
}

function messageOf(body: string): string {
  const { error } = JSON.parse(body) as { readonly error: { readonly message: string } }
  return error.message
}

/** Does all that can be done, and then throws the problems of the rest. */
async function forEach(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
  const problems: CefwatchError[] = []
  for (const id of ids) {
    await work(id).catch((error: unknown) => {
      if (!(error instanceof CefwatchError)) throw error
      problems.push(error)
    })
  }
  if (problems.length > 0) throw new Problems(problems)
}

function deliveryPath(id: string): string {
  return `/api/v1/deliveries/${encodeURIComponent(id)}`
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
