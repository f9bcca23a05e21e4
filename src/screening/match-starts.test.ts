import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startMatcher } from './match-starts.ts'
import { chanceFrom } from './people/training/chance.ts'
import { recognisers as all } from './screen-text.ts'

const recognisers = all.filter(({ starts }) => starts !== undefined)

const pieces =
  `she has epilepsy|is HIV positive|under CAMHS|diagnosed with asthma|off sick|her ethnicity: White|is of Asian heritage|
practising Muslim|He is a Sikh|his Jewish faith|religion: none|member of the Labour Party|they voted Green|I am a UNISON rep|
shop steward for Unite|trade union membership: yes|came out as gay|is a lesbian|their sex life|fingerprints were taken|
facial recognition scan recorded|carries the BRCA1 gene|DNA profile of|genetic test for|convicted of theft|on bail until May|
previous convictions for|released from prison|subject to a community order|Savings: £12,000|in arrears of £40|who earns £9,000|
rent arrears: £300|badger sett located at SK 123 456|bats were recorded in|great crested newts found at|takes insulin|
pregnant with|his diabetes|sexual orientation: gay|race is Black|UTR 19558 39661|19558396610|A801200001001|AB1234567|123456789|passport 925076473|cv1 5rr|CV15RR|GIR 0AA|W1A 1AA|00:1A:2B:3C:4D:5E|aabb.ccdd.eeff|DE-AD-BE-EF-00-01|born 3/5/84|May 3, 1984|3rd of May 1984|1984-05-03|_123456789|x123456789|é123456789|UPRN 100023336956|the council met|no news of it`
    .replaceAll('\n', '')
    .split('|')

test('one reading finds what every pattern alone finds', () => {
  const { pick } = chanceFrom(5)
  const match = startMatcher(recognisers)
  for (let round = 0; round < 300; round += 1) {
    const text = Array.from({ length: 8 }, () => pick(pieces)).join(pick(['. ', ', ', '\n', ' and ', '-']))
    const whole = round % 5 === 0 ? text.toUpperCase() : text
    const found: string[] = []
    match(whole, ({ entity }, { index, 0: words }) => found.push(`${entity} ${index} ${words}`))
    const alone = recognisers.flatMap(({ entity, pattern }) =>
      [...whole.matchAll(pattern)].map(({ index, 0: words }) => `${entity} ${index} ${words}`),
    )
    assert.deepEqual(found.toSorted(), alone.toSorted(), whole)
    assert.ok(alone.length > 0 || !/epilepsy|Sikh/i.test(whole))
  }
})
