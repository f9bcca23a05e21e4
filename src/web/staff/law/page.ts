import { exemptions, proceduralGrounds } from '../../../law/index.ts'
import { readState, withQuery, type App } from '../../kit/index.ts'
import { show } from '../answer.ts'
import { explainExemption } from '../cases/decision/ground-words.ts'
import { requireStaff } from '../session.ts'

const laws = [
  { value: 'foia', text: 'Freedom of Information Act' },
  { value: 'eir', text: 'Environmental Information Regulations' },
  { value: 'ropsi', text: 'Re-use' },
] as const

/** Every legal reason not to give information, from the law's own data: for reading beside a decision. */
export function addLawPage(app: App): void {
  app.get('/staff/law/exemptions', { config: { private: true } }, (request, reply) => {
    requireStaff(request)
    const state = readState(request)
    const asked = String(state.query['law'] ?? 'foia').replace(/-review$/, '')
    const law = laws.find(({ value }) => value === asked)?.value ?? 'foia'
    return show(reply, 'law/page.njk', {
      title: 'Legal reasons',
      tabs: laws.map(({ value, text }) => ({
        text,
        href: withQuery(state, { law: value }),
        current: value === law,
      })),
      rows: exemptions
        .filter(({ regime }) => regime === law)
        .map((exemption) => ({ ...exemption, explained: explainExemption(exemption) })),
      procedural: law === 'foia' ? proceduralGrounds : [],
    })
  })
}
