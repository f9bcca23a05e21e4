import type { RequesterDetails } from '../../cases/index.ts'

const givenNames =
  'Asha Bryn Caro Dewi Elin Farid Greta Hamza Ines Jonas Kemi Lena Mateo Nadia Oskar Priya'.split(' ')
const surnames =
  'Madeup Inventon Fictionby Notreal Pretendle Imaginor Demoson Testwell Mockford Fabulon'.split(' ')

/** A person who does not exist, always the same for a number; the first 160 differ from one another. */
export function inventedRequester(number: number): RequesterDetails {
  const given = givenNames[number % givenNames.length] ?? ''
  const surname = surnames[Math.floor(number / givenNames.length) % surnames.length] ?? ''
  const address = `${given}.${surname}${number >= 160 ? number : ''}`.toLowerCase()
  return { name: `${given} ${surname}`, email: `${address}@example.com`, phone: null, postalAddress: null }
}

/** One who gave no email address. */
export function inventedCorrespondent(number: number): RequesterDetails {
  const postalAddress = `${number} Nowhere Street\nExampleton\nEX1 1AA`
  return { ...inventedRequester(number), email: null, postalAddress }
}
