import { makeRedactedCopy } from '../../cases/index.ts'
import {
  addMarks,
  changeMarks,
  decideMarks,
  decideTogether,
  findAndMark,
  flagPages,
  layers,
  markStates,
  markWords,
  removeMarks,
  restoreMarks,
} from '../../redaction/index.ts'
import { entities } from '../../screening/index.ts'
import { refuse, success } from '../../kernel/outcome.ts'
import { defineRedactionChange } from '../change-redaction.ts'
import { flagField, layerField, newMarkSchema, reasonField, toPlace } from '../present/redaction.ts'
import { id, key, nullable, oneOf, text, Type } from '../schemas.ts'

const ids = Type.Array(id(), { minItems: 1, maxItems: 5_000 })
const added = {
  ids: Type.Array(key(), {
    description: 'One for each place; of the mark that was there before, where one was',
  }),
}
const changed = { changed: Type.Integer() }
const page = Type.Integer({ minimum: 1 })

/** What is done to marks and pages. */
export const markChanges = [
  defineRedactionChange({
    method: 'POST',
    path: '/marks',
    summary: 'Mark places',
    description: 'All of them or none. What is marked already is not marked twice.',
    body: { marks: Type.Array(newMarkSchema, { minItems: 1, maxItems: 5_000 }) },
    result: added,
    problems: ['too-large', 'unsupported-type'],
    run: ({ services, staff, target }, { marks }) =>
      addMarks(services, staff, {
        ...target,
        marks: marks.map(({ place, ...rest }) => ({ ...rest, place: toPlace(place) })),
      }),
  }),
  defineRedactionChange({
    method: 'POST',
    path: '/words',
    summary: 'Mark words of a page',
    description: 'By their numbers in the page’s `words`, both included: one box for each line.',
    body: {
      page,
      from: Type.Integer({ minimum: 0 }),
      to: Type.Integer({ minimum: 0 }),
      reason: reasonField,
      layer: Type.Optional(layerField),
    },
    result: added,
    problems: ['too-large', 'unsupported-type'],
    run: ({ services, staff, target }, sent) => markWords(services, staff, { ...target, ...sent }),
  }),
  defineRedactionChange({
    method: 'POST',
    path: '/find',
    summary: 'Find and mark',
    description:
      'Texts are marked wherever they stand, however they are written. Kinds of personal data are proposed, each with why and how sure; names known from the case are looked for in every form, and public ones are left.',
    body: {
      texts: Type.Optional(Type.Array(text(500), { maxItems: 200 })),
      entities: Type.Optional(Type.Array(oneOf(entities), { maxItems: entities.length })),
      minScore: Type.Optional(
        Type.Number({
          minimum: 0,
          maximum: 1,
          description: 'Leave alone what is less sure; 0.5 unless given',
        }),
      ),
      reason: reasonField,
      layer: Type.Optional(layerField),
      state: Type.Optional(
        oneOf(['accepted', 'proposed'], { description: 'Of the marks on texts; `accepted` unless given' }),
      ),
    },
    result: {
      added: Type.Integer(),
      known: Type.Integer({ description: 'Found again where they were marked, proposed or rejected before' }),
      unread: Type.Array(page, { description: 'Scanned pages not read, or not yet: search again for them' }),
    },
    problems: ['too-large', 'unsupported-type'],
    run: ({ services, staff, target }, { texts, ...sent }) =>
      findAndMark(services, staff, { ...target, ...sent, ...(texts === undefined ? {} : { find: texts }) }),
  }),
  defineRedactionChange({
    method: 'PATCH',
    path: '/marks',
    summary: 'Give marks another reason or layer',
    body: { ids, reason: Type.Optional(reasonField), layer: Type.Optional(layerField) },
    result: changed,
    run: ({ services, staff, target }, sent) => changeMarks(services, staff, { ...target, ...sent }),
  }),
  defineRedactionChange({
    method: 'POST',
    path: '/marks/decision',
    summary: 'Accept or reject proposals',
    description:
      'By their ids; or all undecided ones of a kind (`rule`), or all that hide the same words as one of them (`alike`). `proposed` takes a decision back, by ids.',
    body: {
      ids: Type.Optional(ids),
      rule: Type.Optional(text(200, 'What proposed them, as the redaction gives it: `UK_NINO`')),
      alike: Type.Optional(id('An undecided proposal')),
      state: oneOf(markStates),
      reason: Type.Optional(reasonField),
    },
    result: changed,
    run: ({ services, staff, target }, { ids: named, rule, alike, state, reason }) => {
      const which = [named, rule, alike].filter((each) => each !== undefined)
      if (which.length !== 1)
        return Promise.resolve(
          refuse('invalid-input', 'Say which: ids, rule or alike, and one of them alone.'),
        )
      const decided = { ...target, ...(reason === undefined ? {} : { reason }) }
      if (named !== undefined) return decideMarks(services, staff, { ...decided, ids: named, state })
      if (state === 'proposed')
        return Promise.resolve(refuse('invalid-input', 'A decision is taken back by the ids of its marks.'))
      const group = rule === undefined ? { alike: alike ?? '' } : { rule }
      return decideTogether(services, staff, { ...decided, ...group, state })
    },
  }),
  defineRedactionChange({
    method: 'POST',
    path: '/marks/removal',
    summary: 'Take marks away',
    description: 'They stay in the record, and can be restored.',
    body: { ids },
    result: changed,
    run: ({ services, staff, target }, sent) => removeMarks(services, staff, { ...target, ...sent }),
  }),
  defineRedactionChange({
    method: 'POST',
    path: '/marks/restoration',
    summary: 'Restore marks that were taken away',
    body: { ids },
    result: changed,
    problems: ['too-large'],
    run: ({ services, staff, target }, sent) => restoreMarks(services, staff, { ...target, ...sent }),
  }),
  defineRedactionChange({
    method: 'POST',
    path: '/pages',
    summary: 'Say of whole pages how they leave',
    description:
      'Withheld, duplicate and out-of-scope pages leave as one box each. Null takes the flag away.',
    body: {
      pages: Type.Array(page, { minItems: 1, maxItems: 5_000 }),
      flag: nullable(flagField),
      reason: Type.Optional(reasonField),
      duplicateOf: Type.Optional(Type.Object({ documentId: id(), page }, { additionalProperties: false })),
    },
    result: { pages: Type.Array(page) },
    problems: ['unsupported-type', 'too-large'],
    run: ({ services, staff, target }, sent) => flagPages(services, staff, { ...target, ...sent }),
  }),
  defineRedactionChange({
    method: 'POST',
    path: '/copies',
    summary: 'Make the redacted copy',
    description:
      'A new file without what is hidden from its reader, made from nothing and read again by another engine; it is put on the case beside its source. Refused while proposals are undecided, and where something is still there.',
    body: {
      layer: oneOf(layers, { description: 'Whom it is for' }),
      partId: Type.Optional(id('The part of the request that it answers; that of its source unless given')),
      forRelease: Type.Optional(
        Type.Boolean({
          description: 'It goes with the answer, in place of its source and of earlier copies',
        }),
      ),
    },
    result: { documentId: key() },
    problems: ['release-stopped', 'unsupported-type', 'too-large'],
    run: async ({ services, staff, target }, sent) => {
      const made = await makeRedactedCopy(services, staff, { ...target, ...sent })
      return made.ok ? success({ documentId: made.value.documentId, version: target.version }) : made
    },
  }),
]
