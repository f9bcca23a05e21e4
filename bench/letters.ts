/** Letter to PDF: median and slowest of a hundred different letters once warm, beside the limit of 15 ms. */
import { composeLetter, renderPdf } from '../src/correspondence/letters/index.ts'
import { aLetter, aMixedLetter, standardWording } from '../src/correspondence/letters/letter.fixture.ts'

const limit = 15
const wording = standardWording()

for (const [name, make] of [
  ['one part, 1 page', aLetter],
  ['six parts, 4 pages', aMixedLetter],
] as const) {
  const times: number[] = []
  for (let turn = 0; turn < 120; turn++) {
    const composed = composeLetter(
      make({
        reference: `FOI-${turn}`,
        subject: `Subject ${turn}`,
        requester: { name: `Robin Sample ${turn}` },
      }),
      wording,
    )
    if (!composed.ok) throw new Error('The letter was refused')
    const start = performance.now()
    await renderPdf(composed.value)
    if (turn >= 20) times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const median = times[50] ?? NaN
  const p95 = times[95] ?? NaN
  console.log(
    `${name}: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; limit ${limit} ms; ratio ${(median / limit).toFixed(2)}`,
  )
}
