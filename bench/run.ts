import { closureBenchmarks } from './closure.ts'
import { huntBenchmarks } from './hunt.ts'
import { latencyBenchmarks, macroBenchmarks } from './macro.ts'
import { microBenchmarks } from './micro.ts'
import { peerBenchmarks } from './peers.ts'
import { machine, markdown, type Row } from './table.ts'

/*
 * `npm run bench`, or `npm run bench -- latency`: prints the tables of docs/performance.md. Timings are no tests: the machine decides.
 */

const SECTIONS: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  micro: microBenchmarks,
  closure: closureBenchmarks,
  macro: macroBenchmarks,
  peers: peerBenchmarks,
  latency: latencyBenchmarks,
  hunt: huntBenchmarks,
}

const wanted = process.argv.slice(2)
console.log(machine())
for (const [name, run] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n${name}\n\n${markdown(await run())}`)
}
