import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../../../test/support/property.ts'
import { blankAnswers, regimeOf, type DraftAnswers, type Suggestion } from './answers.ts'
import { firstOpenStep, isReached, nextStep, previousStep, stepNames, type StepName } from './steps.ts'

const suggestion: Suggestion = {
  type: 'answer',
  title: 'Pothole repairs by year',
  path: '/disclosure-log/REQ1',
  sentence: { text: 'Pothole repairs by year.', highlights: [] },
  date: null,
}
const plain: DraftAnswers = { ...blankAnswers, requestText: 'How many library cards were issued in 2025?' }
const complete: DraftAnswers = {
  ...plain,
  detailsSeen: true,
  name: 'Asha Example',
  replyBy: 'email',
  email: 'asha@example.org',
}

/** The questions met by somebody who starts with these answers and always presses Continue. */
function walk(answers: DraftAnswers): StepName[] {
  const met: StepName[] = ['question']
  for (let step: StepName = 'question'; step !== 'check'; met.push(step))
    step = nextStep(step, answers, false)
  return met
}

describe('the questions of a request', () => {
  test('a plain request meets only what everybody must answer', () => {
    assert.deepEqual(walk(plain), ['question', 'details', 'name', 'reply', 'check'])
  })

  test('what is already published is shown only where something matched', () => {
    assert.ok(walk({ ...plain, suggestions: [suggestion] }).includes('published'))
  })

  test('a request that reads as personal is asked about, and then no suggestion stands in the way', () => {
    const own = { ...plain, requestText: 'Please send me my social care records.', suggestions: [suggestion] }
    assert.ok(walk(own).includes('about-you'))
    assert.ok(!walk({ ...own, aboutSelf: 'yes' }).includes('published'))
  })

  test('who came by the door for their own information is not asked again', () => {
    const byDoor: DraftAnswers = {
      ...plain,
      requestText: 'My social care records',
      aboutSelf: 'yes',
      aboutSelfByDoor: true,
    }
    assert.ok(!walk(byDoor).includes('about-you'))
  })

  test('a Change link leads straight back, unless the change opens another question', () => {
    assert.equal(nextStep('name', complete, true), 'check')
    const changed = {
      ...complete,
      requestText: 'May I re-use your parking map? I want a licence to republish it.',
    }
    assert.equal(nextStep('question', changed, true), 'purpose')
  })

  test('no question can be jumped, and Back undoes Continue', () => {
    const anyAnswers = fc.record({
      requestText: fc.constantFrom('', 'Bins', 'my housing file', 're-use of a map and my housing file'),
      suggestions: fc.constantFrom<Suggestion[][]>([], [suggestion]),
      suggestionsAnswer: fc.constantFrom<DraftAnswers['suggestionsAnswer'][]>(null, 'all', 'some', 'none'),
      aboutSelf: fc.constantFrom<DraftAnswers['aboutSelf'][]>(null, 'yes', 'no'),
      reuse: fc.constantFrom<DraftAnswers['reuse'][]>(null, 'yes', 'no'),
      detailsSeen: fc.boolean(),
      name: fc.constantFrom('', 'Asha Example'),
      replyBy: fc.constantFrom<DraftAnswers['replyBy'][]>(null, 'email', 'post'),
    })
    fc.assert(
      fc.property(anyAnswers, (given) => {
        const answers: DraftAnswers = { ...blankAnswers, ...given }
        const open = firstOpenStep(answers)
        assert.equal(isReached(open, answers), true)
        for (const step of stepNames.slice(stepNames.indexOf(open) + 1))
          assert.equal(isReached(step, answers), false)
        const met = walk(answers)
        for (const [index, step] of met.slice(1).entries())
          assert.equal(previousStep(step, answers), met[index])
      }),
    )
  })
})

describe('the law a request is opened under', () => {
  test('only the person makes it a request about themselves or for re-use', () => {
    const text = 'May I re-use your flood map under a licence? Is there anything in it about me?'
    assert.equal(regimeOf({ ...plain, requestText: text }), 'eir')
    assert.equal(regimeOf({ ...plain, requestText: text, reuse: 'yes' }), 'ropsi')
    assert.equal(regimeOf({ ...plain, requestText: text, reuse: 'yes', aboutSelf: 'yes' }), 'uk-gdpr')
    assert.equal(regimeOf({ ...plain, requestText: text, aboutSelf: 'no', reuse: 'no' }), 'eir')
  })

  test('the environment is proposed without asking', () => {
    assert.equal(regimeOf({ ...plain, requestText: 'Air quality readings and river pollution, 2025' }), 'eir')
    assert.equal(regimeOf(plain), 'foia')
  })
})
