import { Command } from 'commander'
import type { App } from '../runtime/app.ts'
import { startBanner } from '../runtime/banner.ts'
import { createLogger, type Logger, logTo } from '../runtime/logger.ts'
import { planCacheOf } from '../runtime/plan-cache.ts'
import { loadConfigOrFail, loadRuleSetOrFail } from './load-or-fail.ts'
import { configOption } from './options.ts'
import { EXIT } from './report-errors.ts'

/** Kubernetes kills after 30 s, systemd after 90 s: end before either. */
const STOP_DEADLINE_MS = 25_000

/** `cefwatch run`: the daemon. */
export const runCommand = new Command('run')
  .description('Receive, detect and alert until SIGTERM or SIGINT; SIGHUP loads rules, functions and exclusions anew.')
  .addOption(configOption)
  .action(async (options: { readonly config: string }) => {
    // Loaded here, so that no other command waits for HTTP, metrics and store.
    const { App } = await import('../runtime/app.ts')
    const config = loadConfigOrFail(options.config)
    const logger = createLogger(config.log.level)
    const ruleSet = await loadRuleSetOrFail(config, planCacheOf(config, logTo(logger)))
    const failed = (error: Error): void => {
      logger.fatal({ error: error.stack ?? error.message }, 'a receive worker has failed; ending')
      process.exit(EXIT.failed)
    }
    const app = new App({ config, ruleSet, logger, failed })
    const httpPort = await app.start()
    // First: a signal may come as soon as the banner is read.
    handleSignals(app, logger)
    process.stdout.write(`${startBanner({ config, ruleSet, listeners: app.listeners, httpPort })}\n`)
  })

function handleSignals(app: App, logger: Logger): void {
  let stopping = false
  const stop = (signal: NodeJS.Signals): void => {
    // A second signal means: now.
    if (stopping) process.exit(EXIT.failed)
    stopping = true
    logger.info({ signal }, 'stopping')
    const hardEnd = setTimeout(() => process.exit(EXIT.failed), STOP_DEADLINE_MS + 2000)
    void app.stop(STOP_DEADLINE_MS).then(() => {
      logger.info('stopped')
      clearTimeout(hardEnd)
    })
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', () => void app.reload())
}
