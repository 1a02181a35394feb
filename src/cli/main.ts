import { Command, CommanderError } from 'commander'
import { VERSION } from '../base/version.ts'
import { backupCommand } from './backup.ts'
import { checkCommand } from './check.ts'
import { deliveriesCommand } from './deliveries.ts'
import { explainCommand } from './explain.ts'
import { healthcheckCommand } from './healthcheck.ts'
import { huntCommand } from './hunt.ts'
import { kqlCommand } from './kql.ts'
import { parseCommand } from './parse.ts'
import { describeFailure, EXIT } from './report-errors.ts'
import { runCommand } from './run.ts'
import { simulateCommand } from './simulate.ts'
import { statusCommand } from './status.ts'

const program = new Command('cefwatch')
  .description("Watches firewalls' syslog for the RunningRAT implant and posts alerts.")
  .version(VERSION)
  .addHelpText('after', '\nExit codes: 0 done, 1 failed (the message says what and where), 2 wrong usage.')

for (const command of [
  runCommand,
  checkCommand,
  parseCommand,
  huntCommand,
  explainCommand,
  kqlCommand,
  simulateCommand,
  statusCommand,
  deliveriesCommand,
  backupCommand,
  healthcheckCommand,
]) {
  program.addCommand(command.exitOverride())
}

try {
  await program.exitOverride().parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage
  } else {
    process.stderr.write(`${describeFailure(error)}\n`)
    process.exitCode = EXIT.failed
  }
}
