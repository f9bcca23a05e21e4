import { DataFactory, type NamedNode, type Quad, type Quad_Object } from 'n3'
import { mailAddress, webAddress } from '../web-address.ts'
import { term } from './vocabulary.ts'

const factory = DataFactory

type Term = Parameters<typeof term>[0]
type Value = Quad_Object | null | undefined | readonly (Quad_Object | null | undefined)[]

/**
 * Statements about one thing, kept in order. Nothing is left anonymous: every part has an address of its own, so that
 * two answers about the same dataset can be compared line by line.
 */
export class Description {
  readonly quads: Quad[] = []
  /** What other descriptions of the same answer speak of too, so that it is described in one of them only */
  private readonly shared: Set<string>
  constructor(shared: Set<string> = new Set()) {
    this.shared = shared
  }

  /** As `about`, for what several datasets refer to: an area. */
  aboutOnce(subject: NamedNode, types: readonly Term[], facts: Partial<Record<Term, Value>>): NamedNode {
    if (this.shared.has(subject.value)) return subject
    this.shared.add(subject.value)
    return this.about(subject, types, facts)
  }

  /** States what `facts` says of `subject`; what is null or undefined is not stated. Returns the subject. */
  about(subject: NamedNode, types: readonly Term[], facts: Partial<Record<Term, Value>>): NamedNode {
    for (const type of types) this.quads.push(factory.quad(subject, term('rdf:type'), term(type)))
    for (const [name, given] of Object.entries(facts) as [Term, Value][]) {
      const values = (Array.isArray(given) ? given : [given]) as (Quad_Object | null | undefined)[]
      const stated = new Set<string>()
      for (const value of values) {
        if (value === null || value === undefined || stated.has(value.value)) continue
        stated.add(value.value)
        this.quads.push(factory.quad(subject, term(name), value))
      }
    }
    return subject
  }
}

export const node = (address: string): NamedNode => factory.namedNode(address)
export const text = (words: string | null): Quad_Object | null =>
  words === null || words === '' ? null : factory.literal(words)
export const dateTime = (at: Temporal.Instant): Quad_Object =>
  factory.literal(at.round('second').toString(), term('xsd:dateTime'))
export const day = (date: Temporal.PlainDate | null): Quad_Object | null =>
  date === null ? null : factory.literal(date.toString(), term('xsd:date'))
export const count = (number: number): Quad_Object =>
  factory.literal(String(number), term('xsd:nonNegativeInteger'))
export const hexadecimal = (digits: string): Quad_Object => factory.literal(digits, term('xsd:hexBinary'))

export function web(address: string | null): NamedNode | null {
  const href = address === null ? null : webAddress(address)
  return href === null ? null : factory.namedNode(href)
}

export function mailbox(email: string): NamedNode | null {
  const href = mailAddress(email)
  return href === null ? null : factory.namedNode(href)
}
