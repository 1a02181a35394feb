import { Command } from 'commander'
import { CefwatchError } from '../base/errors.ts'
import { type DaemonOptions, openDaemonClient, urlOption } from './daemon-client.ts'
import { configOption } from './options.ts'

/** `cefwatch healthcheck`: for images without a shell or curl. */
export const healthcheckCommand = new Command('healthcheck')
  .description('Ask the running daemon whether it is ready; exit code 0 when it is, 1 when it is not.')
  .addOption(configOption)
  .addOption(urlOption)
  .action(async (options: DaemonOptions) => {
    const { url, status, ok, body } = await openDaemonClient(options)('GET', '/readyz')
    if (!ok) throw new CefwatchError('NOT_READY', `${url} answers ${status}: ${body.trim()}`)
    process.stdout.write(`${body.trim()}\n`)
  })
