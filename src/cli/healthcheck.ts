import { Command } from 'commander'
import { CefwatchError } from '../base/errors.ts'
import { loadConfigOrFail } from './load-or-fail.ts'
import { configOption } from './options.ts'

const TIMEOUT_MS = 5000

/** `cefwatch healthcheck`: for images without a shell or curl. */
export const healthcheckCommand = new Command('healthcheck')
  .description('Ask the running daemon whether it is ready; exit code 0 when it is, 1 when it is not.')
  .addOption(configOption)
  .option('--url <url>', 'health endpoint, instead of the one that the configuration implies')
  .action(async (options: { readonly config: string; readonly url?: string }) => {
    const url = options.url ?? readinessUrl(loadConfigOrFail(options.config).http)
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((cause: unknown) => {
      throw new CefwatchError('NOT_READY', `nothing answers at ${url}`, { cause })
    })
    const body = (await response.text()).trim()
    if (!response.ok) throw new CefwatchError('NOT_READY', `${url} answers ${response.status}: ${body}`)
    process.stdout.write(`${body}\n`)
  })

function readinessUrl({ address, port }: { readonly address: string; readonly port: number }): string {
  const reachable = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}/readyz`
}
