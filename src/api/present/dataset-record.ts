import type { Dataset } from '../../datasets/index.ts'
import { day, moment, named, nullable, Type } from '../schemas.ts'

/** Everything that is said of a dataset, for those who keep it. */
export const recordSchema = named('DatasetRecord', {
  id: Type.String(),
  slug: Type.String(),
  state: Type.String({ description: '`draft`, `published` or `withdrawn`' }),
  latestVersion: nullable(Type.Integer()),
  changedAt: moment(),
  title: Type.String(),
  description: Type.String(),
  kind: Type.String(),
  theme: Type.String(),
  keywords: Type.Array(Type.String()),
  owner: Type.String(),
  contactEmail: Type.String(),
  licence: Type.String(),
  attributions: Type.Array(Type.String()),
  frequency: Type.String(),
  areaName: nullable(Type.String()),
  areaCode: nullable(Type.String()),
  periodFrom: nullable(day()),
  periodTo: nullable(day()),
  template: nullable(Type.String()),
  updateMode: Type.String(),
  contract: Type.Array(
    Type.Object({
      name: Type.String(),
      title: Type.String(),
      type: Type.String(),
      kind: Type.Optional(Type.String()),
      description: Type.String(),
      unit: Type.Optional(Type.String()),
      required: Type.Optional(Type.Boolean()),
      synonyms: Type.Optional(Type.Array(Type.String())),
      values: Type.Optional(Type.Array(Type.String())),
      redaction: Type.Optional(Type.String()),
    }),
  ),
  primaryKey: Type.Array(Type.String()),
  knownProblems: Type.String(),
  redactionNote: Type.String(),
  links: Type.Array(
    Type.Object({ title: Type.String(), url: Type.String(), format: Type.String(), note: Type.String() }),
  ),
  charts: Type.Array(Type.String()),
  sealEvery: nullable(Type.String()),
  withdrawal: nullable(
    Type.Object({
      at: moment(),
      reason: Type.String(),
      contact: Type.String(),
      replacedBy: nullable(Type.String()),
    }),
  ),
})

export function presentRecord({ authorityId: _authority, firstPublishedAt: _first, ...dataset }: Dataset) {
  const { version: _version, withdrawal, ...facts } = dataset
  return {
    ...facts,
    changedAt: facts.changedAt.toString(),
    periodFrom: facts.periodFrom?.toString() ?? null,
    periodTo: facts.periodTo?.toString() ?? null,
    contract: facts.contract.map((column) => ({
      name: column.name,
      title: column.title,
      type: column.type,
      ...(column.kind === undefined ? {} : { kind: column.kind }),
      description: column.description,
      ...(column.unit === undefined ? {} : { unit: column.unit }),
      ...(column.required === undefined ? {} : { required: column.required }),
      ...(column.synonyms === undefined ? {} : { synonyms: column.synonyms }),
      ...(column.values === undefined ? {} : { values: column.values }),
      ...(column.redaction === undefined ? {} : { redaction: column.redaction }),
    })),
    withdrawal: withdrawal === null ? null : { ...withdrawal, at: withdrawal.at.toString() },
  }
}
