import { resolve } from 'node:path'
import { Command } from 'commander'
import { backupStore } from '../runtime/backup-store.ts'
import { loadConfigOrFail } from './load-or-fail.ts'
import { configOption } from './options.ts'

/** `cefwatch backup`: a copy of the store, also while the daemon runs. */
export const backupCommand = new Command('backup')
  .description('Copy the store (alerts and deliveries) to a new file, whether the daemon runs or not.')
  .argument('<file>', 'where to; must not exist yet')
  .addOption(configOption)
  .action((file: string, options: { readonly config: string }) => {
    backupStore(loadConfigOrFail(options.config).data.directory, resolve(file))
    process.stdout.write(`${file} holds a copy of the store\n`)
  })
