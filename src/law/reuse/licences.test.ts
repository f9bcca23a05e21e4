import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributions, attributionText } from './attribution.ts'
import { defaultLicence, findLicence, licences } from './licences.ts'

const licence = (id: string) => {
  const found = findLicence(id)
  assert.ok(found, id)
  return found
}

test('the Open Government Licence v3 comes first, at the address harvesters know it by', () => {
  assert.equal(licences[0]?.id, defaultLicence)
  const ogl = licence('ogl-uk-3.0')
  assert.equal(ogl.url, 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/')
  assert.equal(ogl.ckanId, 'uk-ogl')
  assert.equal(findLicence('OGL-UK-9'), null)
  assert.equal(new Set(licences.map(({ id }) => id)).size, licences.length)
})

test('what is open permits everything and forbids no purpose', () => {
  for (const each of licences) {
    if (each.isOpen) {
      assert.equal(each.rights.permits.length, 3, each.id)
      assert.deepEqual(each.rights.prohibits, [], each.id)
    }
    assert.equal(each.url === null, each.standing === 'ask', each.id)
    assert.equal(each.rights.requires.includes('Attribution'), each.attribution !== '', each.id)
  }
})

test('several providers are each named once, with the year, and then the licence', () => {
  const ogl = licence(defaultLicence)
  const [survey, mail] = attributions
  assert.ok(survey && mail)
  assert.equal(
    attributionText(ogl, [survey.statement, mail.statement, survey.statement], 2026),
    'Contains OS data © Crown copyright and database right 2026. ' +
      'Contains Royal Mail data © Royal Mail copyright and database right 2026. ' +
      'Contains public sector information licensed under the Open Government Licence v3.0.',
  )
  assert.equal(attributionText(ogl, [], 2026), ogl.attribution)
  assert.equal(
    attributionText(ogl, ['Anytown Council, Open Government Licence v3.0'], 2026),
    'Anytown Council, Open Government Licence v3.0.',
  )
  assert.equal(attributionText(licence('CC0-1.0'), ['', ' '], 2026), '')
})
