import { attributionText, type Licence } from '../../../law/index.ts'

export const licenceType = 'application/ld+json; charset=utf-8'

export function toLicenceView(licence: Licence, year: number) {
  return {
    licence,
    attribution: attributionText(licence, [], year),
    jsonHref: `/licences/${licence.id}.json`,
  }
}

const actions = {
  Reproduction: 'reproduce',
  Distribution: 'distribute',
  DerivativeWorks: 'derive',
  Attribution: 'attribute',
  Notice: 'attachPolicy',
  ShareAlike: 'shareAlike',
  SourceCode: 'attachSource',
  CommercialUse: 'commercialize',
} as const

/**
 * A licence as an ODRL policy (https://www.w3.org/TR/odrl-vocab/), its words beside the terms of the Creative Commons
 * Rights Expression Language.
 */
export function toLicenceJson(licence: Licence, address: string): Record<string, unknown> {
  const rules = (names: readonly (keyof typeof actions)[]) =>
    names.map((name) => ({
      target: `${address}#data`,
      action: /^(ShareAlike|SourceCode|CommercialUse)$/.test(name) ? `cc:${name}` : `odrl:${actions[name]}`,
    }))
  const { permits, requires, prohibits } = licence.rights
  return {
    '@context': [
      'http://www.w3.org/ns/odrl.jsonld',
      {
        cc: 'http://creativecommons.org/ns#',
        dcterms: 'http://purl.org/dc/terms/',
        foaf: 'http://xmlns.com/foaf/0.1/',
        schema: 'https://schema.org/',
      },
    ],
    '@type': permits.length === 0 ? 'Policy' : 'Set',
    uid: address,
    'dcterms:identifier': licence.id,
    'dcterms:title': licence.title,
    'dcterms:description': licence.summary,
    ...(licence.url === null ? {} : { 'dcterms:source': { '@id': licence.url } }),
    'schema:isAccessibleForFree': permits.length > 0,
    isOpen: licence.isOpen,
    permission: rules(permits).map((rule) =>
      requires.length === 0 ? rule : { ...rule, duty: rules(requires).map(({ action }) => ({ action })) },
    ),
    prohibition: rules(prohibits),
    may: licence.may,
    must: licence.must,
    mustNot: licence.mustNot,
    notCovered: licence.notCovered,
    ends: licence.ends,
    attribution: licence.attribution,
  }
}
