import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fc } from '../../test/support/property.ts'
import type { RequesterIdentity } from './certificate.ts'
import { findIdentity } from './find-identity.ts'

const adaeze: RequesterIdentity = {
  name: 'Ms Adaeze Okafor',
  email: 'adaeze.okafor@example.org',
  phone: '07700 900123',
  postalAddress: 'Flat 2, 14a Elm Street\nStoke\nCV1 4AA',
}
const fieldsIn = (text: string, identity = adaeze, words: string[] = []): string[] => [
  ...new Set(findIdentity(text, identity, words).map(({ field }) => field)),
]
const named = (name: string): RequesterIdentity => ({ name, email: null, phone: null, postalAddress: null })

describe('a requester’s name', () => {
  const shapes = [
    'Adaeze Okafor',
    'ADAEZE OKAFOR',
    'Okafor, Adaeze',
    'adaezeokafor',
    'thanksAdaezeOkafor',
    'Adaeze N. Okafor',
    'Adaeze Ngozi Okafor',
    'Ms Okafor',
    'Dr. Okafor',
    'A. Okafor',
    'aokafor',
    'Okafor’s',
    'Adaéze Ökafor',
    'Ada\u200beze Oka\u00adfor',
    'Adaeze\u00a0Okafor',
    'Adaeze\r\nOkafor',
    'Oka-\nfor',
    'Oka\nfor',
    '\u0410daeze \u041ek\u0430f\u043er',
    'A d a e z e',
    '&#65;daeze&nbsp;&#x4f;kafor',
    'Okaf&oacute;r',
    'Adaeze%20Okafor',
    '𝐀𝐝𝐚𝐞𝐳𝐞 𝐎𝐤𝐚𝐟𝐨𝐫',
    'Ａｄａｅｚｅ Ｏｋａｆｏｒ',
    'adaeze_okafor_1985.pdf',
  ]
  for (const shape of shapes) {
    it(`is found as ${JSON.stringify(shape)}`, () => {
      assert.ok(fieldsIn(`We wrote to ${shape} about bins.`).includes('name'))
    })
  }

  it('says where, in offsets of the text given', () => {
    const text = 'Dear all,\nthis came from Ada\u200beze\nOkafor today'
    const [match] = findIdentity(text, named('Adaeze Okafor'))
    assert.equal(text.slice(match?.start, match?.end), 'Ada\u200beze\nOkafor')
    assert.equal(match?.form, 'given name and surname')
  })

  it('does not take ordinary words for a person', () => {
    for (const [name, text] of [
      ['Ann Green', 'The green belt review, Green Lane, a green space and the Green Party.'],
      ['Ann Green', 'A Green Paper was issued. I green-lit it. Ann Summers opened in Greenwich.'],
      ['Jane Smith', 'John Smith, Assistant Director, signed the contract with Smith and Co.'],
      ['Will Park', 'You will park in the bays. Parking will be free in the park.'],
      ['Mark Street', 'Please mark street lights that are out.'],
      ['Sam Rose', 'Spending rose by a tenth; see the same rose garden plan.'],
      ['Joan Cole', 'Coleman and Coleshill; a Joanna was there.'],
      ['Jane Smith MA', 'An MA in planning; an MBE for service.'],
    ] as const) {
      assert.deepEqual(findIdentity(text, named(name)), [], `${name}: ${text}`)
    }
  })

  it('still finds a person with an ordinary name', () => {
    for (const [name, text] of [
      ['Ann Green', 'Ms Green asked'],
      ['Ann Green', 'asked by ann green'],
      ['Ann Green', 'Reply to A. Green.'],
      ['Ann Green', 'Kind regards,\nAnn'],
      ['Ann Green', 'Dear Ann,'],
      ['Jane Smith', 'jsmith'],
      ['Jane Smith', 'SMITH, Jane'],
      ['Jane Smith', 'Jane Mary Smith'],
      ['Will Park', 'WILL PARK asked'],
      ['Will Park', 'Yours faithfully\n\nW. Park'],
      ['Siân O’Brien-Wood', 'Sian OBrien Wood'],
      ['Siân O’Brien-Wood', "Mrs O'Brien"],
      ['Maria de la Cruz', 'Maria De La Cruz'],
      ['Jo and Pat Whitcombe', 'Jo Whitcombe'],
      ['Friends of Elm Park', 'sent for the Friends of  Elm Park'],
      ['王小明', '申請人是王小明先生'],
      ['Wei Ling Ma', 'Mr Ma asked'],
      ['Aaa Mbe', 'MBE, Aaa'],
      ['WEI LING MA', 'Wei Ma'],
      ['Wei MA', 'Wei Ma'],
      ['Hon Swy', 'Swy, Hon'],
      ['Jane Okafor MBE', 'Ms Okafor'],
      ['Jane Okafor, BSc MA', 'OKAFOR, Jane'],
      ['Okafor, Jane MBE', 'Jane Okafor'],
    ] as const) {
      assert.ok(findIdentity(text, named(name)).length > 0, `${name}: ${text}`)
    }
  })

  it('leaves the authority its own name', () => {
    const text = 'Coventry City Council answers for Coventry.'
    assert.deepEqual(fieldsIn(text, named('Lady Godiva Coventry'), ['Coventry City Council']), [])
    assert.deepEqual(
      fieldsIn('Godiva Coventry asked', named('Lady Godiva Coventry'), ['Coventry City Council']),
      ['name'],
    )
  })

  it('finds any name in any plausible dress, and its place is exact', () => {
    const ofOrganisation = /^(?:The|For|Ltd|Plc|Llp|Cic|Inc|News|Group|Trust|Union)$/
    const letters = fc.stringMatching(/^[A-Z][a-z]{2,9}$/).filter((word) => !ofOrganisation.test(word))
    const dress = fc.constantFrom(
      (given: string, family: string) => `${given} ${family}`,
      (given: string, family: string) => `${family.toUpperCase()}, ${given}`,
      (given: string, family: string) => `${given}\u00ad \n${family}`,
      (given: string, family: string) => `${[...given].join('\u200c')}\u2003${family}`,
      (_given: string, family: string) => `Mx ${family}`,
    )
    fc.assert(
      fc.property(letters, letters, dress, (given, family, wear) => {
        const worn = wear(given, family)
        const text = `1234. ${worn}; 99`
        const found = findIdentity(text, named(`${given} ${family}`))
        assert.ok(
          found.some(({ start, end }) => text.slice(start, end).includes(worn.split('\n').at(-1) ?? worn)),
        )
        for (const { start, end } of found) assert.ok(start >= 6 && end <= 6 + worn.length)
      }),
      { numRuns: 300 },
    )
  })

  it('is never sought where nothing is known', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        assert.deepEqual(findIdentity(text, named('')), [])
      }),
    )
  })

  it('survives any name and any text', () => {
    const any = fc.string({ unit: 'binary', maxLength: 80 })
    fc.assert(
      fc.property(any, any, any, any, any, (text, name, email, phone, postalAddress) => {
        for (const { start, end } of findIdentity(text + name, { name, email, phone, postalAddress })) {
          assert.ok(0 <= start && start < end && end <= text.length + name.length)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('a requester’s other details', () => {
  for (const [field, texts] of Object.entries({
    email: [
      'adaeze.okafor@example.org',
      'ADAEZE.OKAFOR@EXAMPLE.ORG',
      'adaeze . okafor (at) example (dot) org',
      'adaeze.okafor [at] example.org',
      'adaeze.okafor at example dot org',
      'adaeze.okafor%40example.org',
      'adaeze.okafor&commat;example.org',
      'adaeze.okafor@exam\nple.org',
      'ask adaeze.okafor for it',
    ],
    phone: [
      '07700 900123',
      '07700900123',
      '(07700) 900-123',
      '+44 7700 900123',
      '+44 (0)7700 900 123',
      '0044 7700 900123',
      '7700900123',
      '077 009 001 23',
      '07700\u00a0900\u2013123',
    ],
    address: ['14a Elm Street', '14A, ELM ST.', '14 a Elm Street', 'CV1 4AA', 'cv14aa', 'CV1\n4AA'],
  })) {
    for (const text of texts) {
      it(`${field}: ${JSON.stringify(text)}`, () =>
        assert.ok(fieldsIn(`See ${text}, please.`).includes(field)))
    }
  }

  it('lets pass what only looks alike', () => {
    for (const text of [
      '14 Elm Street and 14b Elm Street',
      'Elm Street potholes',
      'CV1 4AB, CV11 4AA',
      '07700 900124, 107700 9001234',
      'info@example.org',
      'Contract 0770 0900 1249',
    ]) {
      assert.deepEqual(fieldsIn(text), [], text)
    }
  })

  it('does not look for the shared part of a mailbox', () => {
    const press = { name: 'Jo Bell', email: 'newsdesk@example.org', phone: null, postalAddress: null }
    assert.deepEqual(fieldsIn('our newsdesk answered', press), [])
    assert.deepEqual(fieldsIn('newsdesk@example.org', press), ['email'])
  })
})
