/**
 * Redaction and the gate against files nobody would make, and every property of the tests on new examples: `npm run fuzz`,
 * `npm run fuzz -- --seconds 600 --seed 7`, `npm run fuzz -- office --runs 50`. Ends at the time or the count, whichever is first. What fails is printed with the
 * seed that makes it again; the exit code is then 1.
 */
import { parseArgs } from 'node:util'
import { fuzzBytes } from './fuzz-bytes.ts'
import { fuzzOffice } from './fuzz-office.ts'
import { fuzzPdf } from './fuzz-pdf.ts'
import { fuzzProperties } from './fuzz-properties.ts'
import { chanceFrom, type Fuzzer } from './chance.ts'

const fuzzers: Record<string, Fuzzer> = {
  pdf: fuzzPdf,
  office: fuzzOffice,
  bytes: fuzzBytes,
  properties: fuzzProperties,
}
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: process.env['FUZZ_SECONDS'] ?? '60' },
    runs: { type: 'string', default: process.env['FUZZ_RUNS'] ?? '1000000' },
    seed: { type: 'string', default: process.env['FUZZ_SEED'] ?? String(Date.now() % 1_000_000) },
  },
})
const unknown = positionals.find((name) => fuzzers[name] === undefined)
if (unknown !== undefined) {
  console.error(`There is no fuzzer ${unknown}; there are ${Object.keys(fuzzers).join(', ')}.`)
  process.exit(2)
}
const chosen = Object.entries(fuzzers).filter(
  ([name]) => positionals.length === 0 || positionals.includes(name),
)
const first = Number(values.seed)
console.log(
  `Seed ${first}, at most ${values.seconds} seconds and ${values.runs} runs for ${chosen.map(([name]) => name).join(', ')}`,
)

let failures = 0
for (const [name, fuzz] of chosen) {
  const end = performance.now() + (Number(values.seconds) * 1000) / chosen.length
  let runs = 0
  let slowest = { seconds: 0, seed: 0 }
  for (let seed = first; performance.now() < end && runs < Number(values.runs); seed += 1) {
    const start = performance.now()
    const faults = await fuzz(chanceFrom(seed)).catch((error: unknown) => [
      `it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ])
    const seconds = (performance.now() - start) / 1000
    if (seconds > slowest.seconds) slowest = { seconds, seed }
    runs += 1
    for (const fault of faults) {
      failures += 1
      console.error(`FAILED ${name} --seed ${seed} --runs 1: ${fault}`)
    }
  }
  console.log(`${name}: ${runs} runs, slowest ${slowest.seconds.toFixed(1)} s (seed ${slowest.seed})`)
}
console.log(failures === 0 ? 'Nothing failed.' : `${failures} failures`)
process.exit(failures === 0 ? 0 : 1)
