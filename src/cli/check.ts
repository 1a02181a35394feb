import { Command } from 'commander'
import { readListenerCertificate } from '../runtime/listener-certificate.ts'
import { loadConfigOrFail, loadRuleSetOrFail } from './load-or-fail.ts'
import { configOption } from './options.ts'

/** `cefwatch check`: everything that can be wrong before a start, without starting. */
export const checkCommand = new Command('check')
  .description('Check the configuration, the rules and the exclusions; every problem with file, line and column.')
  .addOption(configOption)
  .action(async (options: { readonly config: string }) => {
    const config = loadConfigOrFail(options.config)
    for (const listener of config.listeners) readListenerCertificate(listener)
    const { rules, exclusions } = await loadRuleSetOrFail(config)
    process.stdout.write(`${config.file}: ok\n`)
    for (const rule of rules) process.stdout.write(`  rule       ${rule.name} (${rule.severity}, ${rule.id}) from ${rule.file}\n`)
    for (const exclusion of exclusions) process.stdout.write(`  exclusion  ${exclusion.name}, until ${exclusion.expires}\n`)
    for (const webhook of config.webhooks) process.stdout.write(`  webhook    ${webhook.name}\n`)
  })
